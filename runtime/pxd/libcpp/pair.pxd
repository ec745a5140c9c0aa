# std::pair, as it is declared with the rest of <utility>.
from libcpp.utility cimport pair
