#ifndef BAOPHU_SERVICES_GATEWAY_HTTP_HTTP_SERVER_H_
#define BAOPHU_SERVICES_GATEWAY_HTTP_HTTP_SERVER_H_

#include <boost/asio/basic_socket_acceptor.hpp>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/generic/stream_protocol.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/strand.hpp>
#include <chrono>
#include <condition_variable>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <unordered_map>
#include <vector>

#include "absl/status/statusor.h"
#include "services/gateway/http/http_message.h"

namespace baophu::gateway {

struct HttpServerOptions {
  std::string address = "127.0.0.1:8080";  // As ParseListenAddress takes it.
  int thread_count = 2;
  int max_connections = 1024;  // More wait in the kernel until one closes.
  size_t max_header_bytes = 16 * 1024;
  size_t max_body_bytes = 4 * 1024 * 1024;
  // How long a connection may wait for a request, a request take to arrive,
  // and the caller take to read a piece of an answer.
  std::chrono::milliseconds idle_timeout{60'000};
};

class HttpSession;

// An HTTP/1.1 server: connections, framing, limits and timeouts; what is said
// over them is the handler's. Thread-safe.
class HttpServer {
 public:
  // Listens and serves on threads of its own. The handler must outlive the
  // server.
  static absl::StatusOr<std::unique_ptr<HttpServer>> Start(const HttpServerOptions& options,
                                                           HttpHandler& handler);
  // Shuts down at once if Shutdown was not called.
  ~HttpServer();

  // The port, or 0 on a unix socket.
  int port() const { return port_; }

  // Takes no more connections, closes idle ones, lets requests under way end
  // until the deadline and then abandons them. Returns when no connection is
  // left.
  void Shutdown(std::chrono::steady_clock::time_point deadline);

 private:
  friend class HttpSession;
  using Protocol = boost::asio::generic::stream_protocol;
  using Strand = boost::asio::strand<boost::asio::io_context::executor_type>;

  HttpServer(const HttpServerOptions& options, HttpHandler& handler);
  absl::Status Listen();
  void Accept();
  void AcceptLater();
  void OnAccepted(const boost::system::error_code& error, Protocol::socket socket);
  // Called when a session is no more, on any thread.
  void OnSessionClosed(HttpSession* session);

  const HttpServerOptions options_;
  HttpHandler& handler_;
  int port_ = 0;
  std::string unix_path_;

  boost::asio::io_context io_;
  boost::asio::executor_work_guard<boost::asio::io_context::executor_type> keep_running_;
  Strand accept_strand_;
  boost::asio::basic_socket_acceptor<Protocol, Strand> acceptor_;
  // Runs between an accept that failed and the next one.
  boost::asio::steady_timer accept_again_;
  std::vector<std::thread> threads_;

  std::mutex mutex_;
  std::condition_variable session_closed_;
  std::unordered_map<HttpSession*, std::weak_ptr<HttpSession>> sessions_;
  bool is_accepting_ = false;
  bool is_stopping_ = false;
};

}  // namespace baophu::gateway

#endif  // BAOPHU_SERVICES_GATEWAY_HTTP_HTTP_SERVER_H_
