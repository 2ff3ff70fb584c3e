#include "common/redis/endpoint.h"

#include <fcntl.h>
#include <netdb.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"

namespace baophu::redis {
namespace {

absl::Status NotReachable() { return absl::UnavailableError("Redis cannot be reached"); }

absl::StatusOr<int> ConnectTo(int family, const sockaddr* address, socklen_t length,
                              int timeout_ms) {
  const int fd = socket(family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
  if (fd < 0) return NotReachable();
  int outcome = connect(fd, address, length);
  if (outcome != 0 && errno == EINPROGRESS) {
    pollfd waiting{fd, POLLOUT, 0};
    if (poll(&waiting, 1, timeout_ms) == 1) {
      int error = 0;
      socklen_t size = sizeof error;
      outcome = getsockopt(fd, SOL_SOCKET, SO_ERROR, &error, &size) == 0 && error == 0 ? 0 : -1;
    }
  }
  if (outcome != 0) {
    close(fd);
    return NotReachable();
  }
  if (family != AF_UNIX) {
    const int on = 1;
    setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
  }
  return fd;
}

}  // namespace

absl::StatusOr<Endpoint> Endpoint::Parse(const std::string& address) {
  Endpoint endpoint;
  if (absl::StartsWith(address, "unix:")) {
    endpoint.unix_path = address.substr(5);
    if (!endpoint.unix_path.empty() && endpoint.unix_path.size() < sizeof(sockaddr_un::sun_path)) {
      return endpoint;
    }
  } else if (const size_t colon = address.rfind(':'); colon != std::string::npos) {
    endpoint.host = address.substr(0, colon);
    endpoint.port = address.substr(colon + 1);
    if (endpoint.host.size() > 2 && endpoint.host.front() == '[' && endpoint.host.back() == ']') {
      endpoint.host = endpoint.host.substr(1, endpoint.host.size() - 2);
    }
    const bool digits = !endpoint.port.empty() && endpoint.port.size() <= 5 &&
                        std::all_of(endpoint.port.begin(), endpoint.port.end(),
                                    [](char c) { return c >= '0' && c <= '9'; });
    if (!endpoint.host.empty() && digits) return endpoint;
  }
  return absl::InvalidArgumentError(absl::StrCat(
      "redis: \"", address, "\" is no address; write unix:/path/to/socket or host:port"));
}

absl::StatusOr<int> ConnectSocket(const Endpoint& endpoint, int timeout_ms) {
  if (!endpoint.unix_path.empty()) {
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    std::memcpy(address.sun_path, endpoint.unix_path.data(), endpoint.unix_path.size());
    return ConnectTo(AF_UNIX, reinterpret_cast<const sockaddr*>(&address), sizeof address,
                     timeout_ms);
  }
  addrinfo hints{};
  hints.ai_socktype = SOCK_STREAM;
  addrinfo* found = nullptr;
  if (getaddrinfo(endpoint.host.c_str(), endpoint.port.c_str(), &hints, &found) != 0) {
    return NotReachable();
  }
  absl::StatusOr<int> fd = NotReachable();
  for (const addrinfo* each = found; each != nullptr && !fd.ok(); each = each->ai_next) {
    fd = ConnectTo(each->ai_family, each->ai_addr, each->ai_addrlen, timeout_ms);
  }
  freeaddrinfo(found);
  return fd;
}

}  // namespace baophu::redis
