// Independent pieces of work at the same time, on a few threads. For work that waits for other
// programs; the phases of the compiler itself run on one thread.
#pragma once

#include <functional>
#include <vector>

namespace nogilc::driver {

using Task = std::function<bool()>;

/// Runs all tasks, at most `jobs` at once (0: one a core). False if one of them gave false; the
/// others run nevertheless, so that one run shows every problem.
bool runTasks(const std::vector<Task> &tasks, unsigned jobs);

} // namespace nogilc::driver
