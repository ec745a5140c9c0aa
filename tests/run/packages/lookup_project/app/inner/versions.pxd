this is not even read: there is a newer one
