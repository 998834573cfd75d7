#pragma once

#include <cutpoint/rapidcheck/check_property.hpp>

#include <optional>
#include <vector>

namespace cutpoint::rapidcheck {

/// Makes the run of the trace `wanted.search.replay`, of the input that it names.
property_report replay_property(const rc::Gen<generated_program>& inputs,
                                const property_options& wanted);

/// Makes the runs of the traces that earlier checks left, and of those of the corpus, and notes in
/// `stored` what became of them. Returns: the first that fails.
std::optional<property_report> replay_stored_inputs(const rc::Gen<generated_program>& inputs,
                                                    const property_options& wanted,
                                                    std::vector<stored_trace>& stored);

}  // namespace cutpoint::rapidcheck
