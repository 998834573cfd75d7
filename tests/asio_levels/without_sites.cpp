// A source of the same program that has not.

#include <cutpoint/asio/level.hpp>

int main() {}
