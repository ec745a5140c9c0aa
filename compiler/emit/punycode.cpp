// See punycode.h. The names follow the RFC's section 6.3.
#include "emit/punycode.h"

#include <llvm/ADT/STLExtras.h>
#include <llvm/Support/ConvertUTF.h>

#include <algorithm>
#include <cstdint>
#include <vector>

namespace nogilc::emit {
namespace {

constexpr uint32_t kBase = 36, kMinimum = 1, kMaximum = 26, kSkew = 38, kDamp = 700;

uint32_t adapt(uint32_t delta, uint32_t count, bool is_first) {
  delta = is_first ? delta / kDamp : delta / 2;
  delta += delta / count;
  uint32_t k = 0;
  for (; delta > (kBase - kMinimum) * kMaximum / 2; k += kBase)
    delta /= kBase - kMinimum;
  return k + (kBase - kMinimum + 1) * delta / (delta + kSkew);
}

char digit(uint32_t value) {
  return static_cast<char>(value < 26 ? 'a' + value : '0' + value - 26);
}

void writeDelta(uint32_t delta, uint32_t bias, std::string &out) {
  uint32_t rest = delta;
  for (uint32_t k = kBase;; k += kBase) {
    const uint32_t threshold = k <= bias ? kMinimum : std::min(k - bias, kMaximum);
    if (rest < threshold)
      break;
    out += digit(threshold + (rest - threshold) % (kBase - threshold));
    rest = (rest - threshold) / (kBase - threshold);
  }
  out += digit(rest);
}

std::vector<uint32_t> decodeUtf8(llvm::StringRef text) {
  std::vector<uint32_t> points;
  const auto *at = reinterpret_cast<const llvm::UTF8 *>(text.begin());
  const auto *const end = reinterpret_cast<const llvm::UTF8 *>(text.end());
  llvm::UTF32 point = 0;
  while (at != end &&
         llvm::convertUTF8Sequence(&at, end, &point, llvm::lenientConversion) == llvm::conversionOK)
    points.push_back(point);
  return points;
}

std::string encode(const std::vector<uint32_t> &points) {
  std::string out;
  for (const uint32_t point : points)
    if (point < 0x80)
      out += static_cast<char>(point);
  auto handled = static_cast<uint32_t>(out.size());
  const uint32_t basic = handled;
  if (basic)
    out += '-';
  uint32_t next = 0x80, delta = 0, bias = 72;
  while (handled < points.size()) {
    uint32_t smallest = UINT32_MAX;
    for (const uint32_t point : points)
      if (point >= next)
        smallest = std::min(smallest, point);
    delta += (smallest - next) * (handled + 1);
    next = smallest;
    for (const uint32_t point : points) {
      delta += point < next;
      if (point != next)
        continue;
      writeDelta(delta, bias, out);
      bias = adapt(delta, handled + 1, handled == basic);
      delta = 0;
      ++handled;
    }
    ++delta;
    ++next;
  }
  return out;
}

} // namespace

std::string initFunctionName(llvm::StringRef name) {
  if (llvm::all_of(name, [](char c) { return static_cast<unsigned char>(c) < 0x80; }))
    return "PyInit_" + name.str();
  std::string encoded = encode(decodeUtf8(name));
  std::replace(encoded.begin(), encoded.end(), '-', '_');
  return "PyInitU_" + encoded;
}

} // namespace nogilc::emit
