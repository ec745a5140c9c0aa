from ..base_types cimport letter

ctypedef letter *name_t
