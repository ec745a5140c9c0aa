// Which characters identifiers are made of (Unicode's XID_Start and XID_Continue, as in Python),
// and the normal form in which they are compared.
#pragma once

#include "llvm/ADT/StringRef.h"

#include <cstdint>
#include <string>

namespace nogilc::parse {

bool isIdentifierStart(uint32_t code);
bool isIdentifierPart(uint32_t code);

/// The code point at `at` of valid UTF-8; `length` becomes its number of bytes.
uint32_t decodeUtf8(const char *at, unsigned &length);

/// Appends UTF-8; surrogates as their three bytes (WTF-8).
void appendUtf8(uint32_t code, std::string &out);

/// The normal form NFKC of valid UTF-8.
std::string normalizeIdentifier(llvm::StringRef name);

} // namespace nogilc::parse
