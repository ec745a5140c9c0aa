ctypedef char letter
