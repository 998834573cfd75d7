#include "phase_jobs.hpp"

#include <cutpoint/search/random_search.hpp>
#include <cutpoint/search/reduced_search.hpp>
#include <cutpoint/search/sweep.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <utility>

namespace cutpoint {
namespace {

class sweep_jobs final : public phase_jobs {
 public:
  sweep_jobs(const profile& seen, std::uint64_t runs) : sweep_(seen), runs_(runs) {}

  search_phase phase() const override { return search_phase::sweep; }
  std::uint64_t jobs() const override { return sweep_.jobs(); }
  std::uint64_t allowed(std::uint64_t job) const override { return job < runs_ ? 1 : 0; }
  bool begin_run(std::uint64_t job, std::uint64_t made) override {
    return made == 0 && sweep_.begin_run(job);
  }
  strategy& takes() override { return sweep_; }
  std::uint32_t stop_of(std::uint64_t job) const override { return sweep_.stop_of(job); }

 private:
  sweep sweep_;
  std::uint64_t runs_;
};

class bounded_jobs final : public phase_jobs {
 public:
  bounded_jobs(search_phase phase, std::unique_ptr<bounded_search> search,
               std::vector<std::uint64_t> allowed)
      : phase_(phase), search_(std::move(search)), allowed_(std::move(allowed)) {}

  search_phase phase() const override { return phase_; }
  std::uint64_t jobs() const override { return search_->jobs(); }
  std::uint64_t allowed(std::uint64_t job) const override {
    return allowed_.empty() ? std::numeric_limits<std::uint64_t>::max() : allowed_[job];
  }
  bool begin_run(std::uint64_t job, std::uint64_t) override { return search_->begin_run(job); }
  strategy& takes() override { return *search_; }
  bounded_search::position at() const override { return search_->at(); }
  void resume_behind(std::uint64_t job, const bounded_search::position& p) override {
    search_->resume_behind(job, p);
  }
  void resume_at(std::uint64_t job, const bounded_search::position& p) override {
    search_->resume_at(job, p);
  }
  std::string astray() const override {
    if (search_->runs_astray() == 0) return {};
    return "a choice that came up in one run did not come up in another that began with the same "
           "choices";
  }

 private:
  search_phase phase_;
  std::unique_ptr<bounded_search> search_;
  std::vector<std::uint64_t> allowed_;
};

class reduced_job final : public phase_jobs {
 public:
  reduced_job(std::uint32_t stops, std::uint64_t runs) : search_(stops), runs_(runs) {}

  search_phase phase() const override { return search_phase::exhaustive; }
  std::uint64_t jobs() const override { return 1; }
  std::uint64_t allowed(std::uint64_t) const override { return runs_; }
  bool begin_run(std::uint64_t job, std::uint64_t) override {
    return !died_ && search_.begin_run(job);
  }
  strategy& takes() override { return search_; }
  // What it had learnt died with the process: where a run dies, nothing is proved anyway.
  void resume_behind(std::uint64_t, const bounded_search::position&) override { died_ = true; }
  std::string astray() const override {
    if (search_.undeclared() == 0) return {};
    return fmt::format(
        "{} did something else than before, although all that it uses was as before: its tasks "
        "share what is not declared, or it is not deterministic. Keep what tasks share in "
        "shared<T>, or leave `.reduced` out",
        search_.undeclared_by());
  }

 private:
  reduced_search search_;
  std::uint64_t runs_;
  bool died_ = false;
};

class random_jobs final : public phase_jobs {
 public:
  random_jobs(const options& wanted, const profile& seen, std::uint64_t runs)
      : search_(wanted.random_seed, wanted.random_runs, seen), runs_(runs) {}

  search_phase phase() const override { return search_phase::random; }
  std::uint64_t jobs() const override { return search_.jobs(); }
  std::uint64_t allowed(std::uint64_t job) const override {
    const std::uint64_t before = job * random_search::runs_per_job;
    return runs_ <= before ? 0 : std::min(random_search::runs_per_job, runs_ - before);
  }
  bool begin_run(std::uint64_t job, std::uint64_t made) override {
    // Another process made the runs before, and took with it what it had learnt.
    if (made > 0 && job != job_) search_.resume_behind(job, made - 1);
    job_ = job;
    return search_.begin_run(job);
  }
  strategy& takes() override { return search_; }

 private:
  random_search search_;
  std::uint64_t runs_;
  std::uint64_t job_ = std::numeric_limits<std::uint64_t>::max();
};

}  // namespace

std::unique_ptr<phase_jobs> make_sweep_jobs(const profile& seen, std::uint64_t runs) {
  return std::make_unique<sweep_jobs>(seen, runs);
}

std::unique_ptr<phase_jobs> make_bounded_jobs(search_phase phase,
                                              std::unique_ptr<bounded_search> search,
                                              std::vector<std::uint64_t> allowed) {
  return std::make_unique<bounded_jobs>(phase, std::move(search), std::move(allowed));
}

std::unique_ptr<phase_jobs> make_reduced_job(std::uint32_t stops, std::uint64_t runs) {
  return std::make_unique<reduced_job>(stops, runs);
}

std::unique_ptr<phase_jobs> make_random_jobs(const options& wanted, const profile& seen,
                                             std::uint64_t runs) {
  return std::make_unique<random_jobs>(wanted, seen, runs);
}

}  // namespace cutpoint
