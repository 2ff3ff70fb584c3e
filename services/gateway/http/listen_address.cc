#include "services/gateway/http/listen_address.h"

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/local/stream_protocol.hpp>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"

namespace baophu::gateway {
namespace {

namespace asio = boost::asio;

// Size of sun_path with its final NUL.
constexpr size_t kMaxUnixPath = 107;

}  // namespace

absl::StatusOr<ListenAddress> ParseListenAddress(std::string_view flag, const std::string& text) {
  const std::string name(flag);
  ListenAddress address;
  if (text.starts_with("unix:")) {
    address.unix_path = text.substr(5);
    if (address.unix_path.starts_with("//")) address.unix_path.erase(0, 2);
    if (address.unix_path.empty() || address.unix_path.size() > kMaxUnixPath) {
      return absl::InvalidArgumentError(absl::StrCat(
          name, "=", text, ": the path of a socket has 1 to ", kMaxUnixPath, " bytes"));
    }
    address.endpoint = asio::local::stream_protocol::endpoint(address.unix_path);
    return address;
  }
  const size_t colon = text.rfind(':');
  std::string host = text.substr(0, colon);
  int port = -1;
  if (colon == std::string::npos || !absl::SimpleAtoi(text.substr(colon + 1), &port) || port < 0 ||
      port > 65535) {
    return absl::InvalidArgumentError(absl::StrCat(
        name, "=", text, " is no address; write 127.0.0.1:PORT, [::1]:PORT or unix:/PATH"));
  }
  if (host == "localhost") host = "127.0.0.1";
  if (host.size() > 2 && host.front() == '[' && host.back() == ']') {
    host = host.substr(1, host.size() - 2);
  }
  boost::system::error_code error;
  const asio::ip::address ip = asio::ip::make_address(host, error);
  if (error || !ip.is_loopback()) {
    return absl::FailedPreconditionError(absl::StrCat(
        name, "=", text,
        ": callers have no identities yet, so the gateway listens only on loopback addresses "
        "(127.0.0.1:PORT, [::1]:PORT) and unix sockets (unix:/PATH)"));
  }
  address.endpoint = asio::ip::tcp::endpoint(ip, static_cast<uint16_t>(port));
  return address;
}

absl::Status CheckNotInUse(std::string_view flag, const std::string& text,
                           const ListenAddress& address) {
  asio::io_context io;
  asio::generic::stream_protocol::socket socket(io);
  boost::system::error_code error;
  socket.connect(address.endpoint, error);
  return error ? absl::OkStatus() : InUse(flag, text);
}

absl::Status InUse(std::string_view flag, const std::string& text) {
  return absl::UnavailableError(absl::StrCat("cannot listen on ", text,
                                             ": it is in use; stop the program that uses it or "
                                             "choose another address with ",
                                             std::string(flag)));
}

}  // namespace baophu::gateway
