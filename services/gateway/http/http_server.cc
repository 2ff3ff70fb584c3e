#include "services/gateway/http/http_server.h"

#include <sys/stat.h>
#include <unistd.h>

#include <boost/asio/bind_executor.hpp>
#include <boost/asio/dispatch.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>
#include <utility>

#include "absl/strings/str_cat.h"
#include "common/status/try.h"
#include "services/gateway/http/http_session.h"
#include "services/gateway/http/listen_address.h"

namespace baophu::gateway {

namespace asio = boost::asio;

namespace {

// How long to wait after an accept that failed for want of descriptors or
// memory: it would fail again at once.
constexpr std::chrono::milliseconds kAcceptAgainAfter(100);

}  // namespace

absl::StatusOr<std::unique_ptr<HttpServer>> HttpServer::Start(const HttpServerOptions& options,
                                                              HttpHandler& handler) {
  std::unique_ptr<HttpServer> server(new HttpServer(options, handler));
  BAOPHU_TRY(server->Listen());
  for (int i = 0; i < options.thread_count; ++i) {
    server->threads_.emplace_back([io = &server->io_] { io->run(); });
  }
  asio::post(server->accept_strand_, [raw = server.get()] { raw->Accept(); });
  return server;
}

HttpServer::HttpServer(const HttpServerOptions& options, HttpHandler& handler)
    : options_(options),
      handler_(handler),
      keep_running_(io_.get_executor()),
      accept_strand_(io_.get_executor()),
      acceptor_(accept_strand_),
      accept_again_(accept_strand_) {}

HttpServer::~HttpServer() {
  if (!threads_.empty()) Shutdown(std::chrono::steady_clock::now());
  keep_running_.reset();
  io_.stop();
  for (std::thread& thread : threads_) thread.join();
  if (!unix_path_.empty()) unlink(unix_path_.c_str());
}

absl::Status HttpServer::Listen() {
  BAOPHU_ASSIGN(const ListenAddress address,
                ParseListenAddress("--http_address", options_.address));
  if (!address.unix_path.empty()) {
    BAOPHU_TRY(CheckNotInUse("--http_address", options_.address, address));
    // A socket file that nobody listens on is left from a program that ended
    // in a hurry. Any other file is not ours to remove.
    struct stat file;
    if (stat(address.unix_path.c_str(), &file) == 0 && S_ISSOCK(file.st_mode)) {
      unlink(address.unix_path.c_str());
    }
  }
  boost::system::error_code error;
  const auto failed = [&] {
    if (error == asio::error::address_in_use) return InUse("--http_address", options_.address);
    return absl::UnavailableError(
        absl::StrCat("cannot listen on ", options_.address, ": ", error.message()));
  };
  acceptor_.open(address.endpoint.protocol(), error);
  if (error) return failed();
  if (address.unix_path.empty()) {
    acceptor_.set_option(asio::socket_base::reuse_address(true), error);
    if (error) return failed();
  }
  acceptor_.bind(address.endpoint, error);
  if (error) return failed();
  unix_path_ = address.unix_path;
  acceptor_.listen(asio::socket_base::max_listen_connections, error);
  if (error) return failed();
  if (address.unix_path.empty()) {
    asio::ip::tcp::endpoint bound;
    const Protocol::endpoint local = acceptor_.local_endpoint(error);
    if (error) return failed();
    bound.resize(local.size());
    std::copy_n(reinterpret_cast<const char*>(local.data()), local.size(),
                reinterpret_cast<char*>(bound.data()));
    port_ = bound.port();
  }
  return absl::OkStatus();
}

// Runs on the strand of the acceptor.
void HttpServer::Accept() {
  {
    const std::lock_guard lock(mutex_);
    if (is_accepting_ || is_stopping_ ||
        sessions_.size() >= static_cast<size_t>(options_.max_connections)) {
      return;
    }
    is_accepting_ = true;
  }
  acceptor_.async_accept(asio::make_strand(io_),
                         [this](const boost::system::error_code& error, auto socket) {
                           OnAccepted(error, Protocol::socket(std::move(socket)));
                         });
}

void HttpServer::OnAccepted(const boost::system::error_code& error, Protocol::socket socket) {
  std::shared_ptr<HttpSession> session;
  {
    const std::lock_guard lock(mutex_);
    is_accepting_ = false;
    if (is_stopping_) return;
    if (!error) {
      // The server may go as soon as it knows of no session, so it is told when
      // the session's socket is gone too.
      session = std::shared_ptr<HttpSession>(new HttpSession(*this, std::move(socket)),
                                             [this](HttpSession* closed) {
                                               delete closed;
                                               OnSessionClosed(closed);
                                             });
      sessions_.emplace(session.get(), session);
    }
  }
  if (session != nullptr) session->Start();
  if (!error || error == asio::error::connection_aborted) {
    Accept();
  } else {
    AcceptLater();
  }
}

// Runs on the strand of the acceptor. A session that closes meanwhile accepts
// earlier.
void HttpServer::AcceptLater() {
  accept_again_.expires_after(kAcceptAgainAfter);
  accept_again_.async_wait([this](const boost::system::error_code& error) {
    if (!error) Accept();
  });
}

void HttpServer::OnSessionClosed(HttpSession* session) {
  {
    const std::lock_guard lock(mutex_);
    sessions_.erase(session);
    // Under the lock: Shutdown may destroy this as soon as it sees none left.
    if (sessions_.empty()) session_closed_.notify_all();
    if (is_stopping_) return;
  }
  asio::post(accept_strand_, [this] { Accept(); });
}

void HttpServer::Shutdown(std::chrono::steady_clock::time_point deadline) {
  const auto each_session = [this](auto act) {
    std::vector<std::shared_ptr<HttpSession>> open;
    {
      const std::lock_guard lock(mutex_);
      for (const auto& [raw, weak] : sessions_) {
        if (auto session = weak.lock()) open.push_back(std::move(session));
      }
    }
    for (const auto& session : open) act(*session);
  };
  {
    const std::lock_guard lock(mutex_);
    is_stopping_ = true;
  }
  asio::post(accept_strand_, [this] {
    boost::system::error_code ignored;
    acceptor_.close(ignored);
    accept_again_.cancel(ignored);
  });
  each_session([](HttpSession& session) { session.CloseWhenIdle(); });
  const auto none_left = [this] { return sessions_.empty(); };
  {
    std::unique_lock lock(mutex_);
    if (session_closed_.wait_until(lock, deadline, none_left)) return;
  }
  each_session([](HttpSession& session) { session.Abort(); });
  std::unique_lock lock(mutex_);
  session_closed_.wait(lock, none_left);
}

}  // namespace baophu::gateway
