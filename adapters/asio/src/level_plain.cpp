// See <cutpoint/asio/level.hpp>.

extern "C" {
extern const int cutpoint_asio_without_sites;
const int cutpoint_asio_without_sites = 1;
// Also defined by the other level: a program that has both cannot be linked.
extern const int cutpoint_asio_sites_are_included_in_some_sources_and_not_in_others;
const int cutpoint_asio_sites_are_included_in_some_sources_and_not_in_others = 1;
}
