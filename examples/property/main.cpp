// A property: whatever the items are, each is processed or stays in the queue. The worker breaks
// it.
#include <cutpoint/fiber.hpp>
#include <cutpoint/rapidcheck.hpp>

using namespace cutpoint;

void work(std::vector<int>& queue, std::vector<int>& processed) {
  while (!queue.empty()) {
    const int item = queue.back();
    queue.pop_back();
    await(yield("process"));  // stopped here, the item is nowhere
    processed.push_back(item);
  }
}

int main() {
  const auto loses_no_item = [](std::vector<int> queue) {
    std::vector<int> processed;
    const std::size_t items = queue.size();
    auto worker = spawn("worker", work, std::ref(queue), std::ref(processed));
    await(worker.join());
    RC_ASSERT(queue.size() + processed.size() == items);
  };
  return rapidcheck::check("no item is lost", loses_no_item) ? 0 : 1;
}
