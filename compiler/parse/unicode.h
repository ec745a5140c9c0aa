// Which characters identifiers are made of (Unicode's XID_Start and XID_Continue, as in Python).
#pragma once

#include "llvm/ADT/StringRef.h"

#include <cstdint>

namespace nogilc::parse {

bool isIdentifierStart(uint32_t code);
bool isIdentifierPart(uint32_t code);

/// The code point at `at` of valid UTF-8; `length` becomes its number of bytes.
uint32_t decodeUtf8(const char *at, unsigned &length);

} // namespace nogilc::parse
