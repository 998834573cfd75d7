#pragma once

// Sources that have <cutpoint/asio/sites.hpp> and sources that have not see two different Asios, so
// that a program of both kinds would do anything. It is not linked: each kind asks for an object of
// the adapter's, and both objects define the same name.

#ifndef CUTPOINT_ASIO_ITSELF

extern "C" {
extern const int cutpoint_asio_with_sites;
extern const int cutpoint_asio_without_sites;
}

namespace cutpoint::asio::detail {

#ifdef CUTPOINT_ASIO_SITES
[[gnu::used]] static const int* const level_of_this_source = &cutpoint_asio_with_sites;
#else
[[gnu::used]] static const int* const level_of_this_source = &cutpoint_asio_without_sites;
#endif

}  // namespace cutpoint::asio::detail

#endif
