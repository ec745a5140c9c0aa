// See tasks.h.
#include "driver/tasks.h"

#include <algorithm>
#include <atomic>
#include <thread>

namespace nogilc::driver {

bool runTasks(const std::vector<Task> &tasks, unsigned jobs) {
  if (jobs == 0)
    jobs = std::max(1u, std::thread::hardware_concurrency());
  std::atomic<size_t> next = 0;
  std::atomic<bool> is_good = true;
  const auto work = [&] {
    for (size_t task = next++; task < tasks.size(); task = next++)
      if (!tasks[task]())
        is_good = false;
  };
  std::vector<std::thread> threads;
  for (size_t i = 1; i < std::min<size_t>(jobs, tasks.size()); ++i)
    threads.emplace_back(work);
  work();
  for (std::thread &thread : threads)
    thread.join();
  return is_good;
}

} // namespace nogilc::driver
