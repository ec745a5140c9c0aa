#include "driver/commands.h"
namespace nogilc::driver {
int runWhy(const Options &) { return kSystemFailed; }
} // namespace nogilc::driver
