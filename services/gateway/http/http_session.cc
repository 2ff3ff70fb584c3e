#include "services/gateway/http/http_session.h"

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>

#include <array>
#include <boost/asio/buffer.hpp>
#include <boost/asio/dispatch.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/http/empty_body.hpp>
#include <boost/beast/http/read.hpp>
#include <boost/beast/http/write.hpp>
#include <cerrno>
#include <sstream>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "absl/time/time.h"
#include "services/gateway/http/http_server.h"

namespace baophu::gateway {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = boost::beast::http;

namespace {

// What a caller may still send after it was refused, before it is cut off.
constexpr size_t kLingerBytes = 16 * 1024 * 1024;
constexpr std::chrono::seconds kLingerTime(2);

std::string DateHeader() {
  return absl::FormatTime("%a, %d %b %Y %H:%M:%S GMT", absl::Now(), absl::UTCTimeZone());
}

}  // namespace

HttpSession::HttpSession(HttpServer& server, asio::generic::stream_protocol::socket socket)
    : server_(server), stream_(std::move(socket)) {
  // An answer is written in one piece, so waiting to fill a packet only delays
  // it. Fails on unix sockets, which do not wait.
  const int on = 1;
  setsockopt(stream_.socket().native_handle(), IPPROTO_TCP, TCP_NODELAY, &on, sizeof(on));
}

void HttpSession::Start() {
  asio::dispatch(stream_.get_executor(), [self = shared_from_this()] { self->ReadHeader(); });
}

void HttpSession::CloseWhenIdle() {
  asio::post(stream_.get_executor(), [self = shared_from_this()] {
    self->keep_alive_ = false;
    if (!self->is_answering_) self->Close();
  });
}

void HttpSession::Abort() {
  asio::post(stream_.get_executor(), [self = shared_from_this()] { self->Close(); });
}

void HttpSession::ReadHeader() {
  parser_.emplace();
  parser_->header_limit(static_cast<uint32_t>(server_.options_.max_header_bytes));
  parser_->body_limit(server_.options_.max_body_bytes);
  stream_.expires_after(server_.options_.idle_timeout);
  http::async_read_header(
      stream_, buffer_, *parser_,
      [self = shared_from_this()](const Error& error, size_t) { self->OnHeader(error); });
}

void HttpSession::OnHeader(const Error& error) {
  if (error) return RefuseMalformed(error);
  if (beast::iequals(parser_->get()[http::field::expect], "100-continue")) {
    static constexpr std::string_view kContinue = "HTTP/1.1 100 Continue\r\n\r\n";
    asio::async_write(stream_, asio::buffer(kContinue),
                      [self = shared_from_this()](const Error& written, size_t) {
                        if (written) return self->Close();
                        self->ReadBody();
                      });
    return;
  }
  ReadBody();
}

void HttpSession::ReadBody() {
  stream_.expires_after(server_.options_.idle_timeout);
  http::async_read(
      stream_, buffer_, *parser_,
      [self = shared_from_this()](const Error& error, size_t) { self->OnRequest(error); });
}

void HttpSession::OnRequest(const Error& error) {
  if (error) return RefuseMalformed(error);
  auto& message = parser_->get();
  HttpRequest request;
  request.method = std::string(message.method_string());
  std::string_view target(message.target().data(), message.target().size());
  if (const size_t scheme = target.find("://");
      scheme != std::string_view::npos && target.front() != '/') {
    // A target in absolute form, as proxies write it.
    const size_t slash = target.find('/', scheme + 3);
    target = slash == std::string_view::npos ? std::string_view("/") : target.substr(slash);
  }
  const size_t question = target.find('?');
  request.path = std::string(target.substr(0, question));
  if (question != std::string_view::npos) request.query = std::string(target.substr(question + 1));
  for (const auto& field : message) {
    request.headers.emplace_back(absl::AsciiStrToLower(absl::string_view(
                                     field.name_string().data(), field.name_string().size())),
                                 std::string(field.value()));
  }
  request.body = std::move(message.body());

  version_ = message.version();
  keep_alive_ = message.keep_alive();
  is_head_ = message.method() == http::verb::head;
  is_answering_ = true;
  parser_.reset();
  WatchForClose();
  server_.handler_.Handle(std::move(request), shared_from_this());
}

void HttpSession::RefuseMalformed(const Error& error) {
  int status = 400;
  std::string problem = "the request is not HTTP/1.1";
  if (error == http::error::header_limit || error == http::error::buffer_overflow) {
    status = 431;
    problem = "the request's line and headers are too large";
  } else if (error == http::error::body_limit) {
    status = 413;
    problem = "the body is too large";
  } else if (error == http::error::bad_version) {
    status = 505;
    problem = "only HTTP/1.1 is spoken here; gRPC has a port of its own";
  } else if (error == beast::error::timeout || error == http::error::end_of_stream ||
             error == http::error::partial_message ||
             error.category() != make_error_code(http::error::bad_target).category()) {
    // The caller went away, or was too slow to be told so.
    return Close();
  }
  keep_alive_ = false;
  has_unread_input_ = true;
  version_ = 11;
  is_head_ = false;
  is_answering_ = true;
  Send(server_.handler_.RefuseMalformed(status, problem));
}

// While a request is under way nothing is read, so the caller's leaving would
// not be seen, and work for nobody would go on.
void HttpSession::WatchForClose() {
  if (is_watching_) return;
  is_watching_ = true;
  stream_.socket().async_wait(asio::socket_base::wait_read,
                              [self = shared_from_this()](const Error& error) {
                                self->is_watching_ = false;
                                if (!error) self->OnReadable();
                              });
}

void HttpSession::OnReadable() {
  if (!is_open_ || !is_answering_) return;
  char byte;
  const ssize_t got = recv(stream_.socket().native_handle(), &byte, 1, MSG_PEEK | MSG_DONTWAIT);
  const bool has_gone = got == 0 || (got < 0 && errno != EAGAIN && errno != EINTR);
  if (has_gone) {
    Close();
  } else if (got < 0) {
    WatchForClose();
  }
  // Otherwise it is the next request, which waits in the socket.
}

template <class Body>
void HttpSession::Prepare(http::response<Body>& message, const HttpResponse& response) {
  message.version(version_);
  message.result(static_cast<unsigned>(response.status));
  if (response.status == 499) message.reason("Client Closed Request");
  message.set(http::field::date, DateHeader());
  if (response.status != 204) message.set(http::field::content_type, response.content_type);
  // Answers are about people and change with every write.
  message.set(http::field::cache_control, "no-store");
  message.set("X-Content-Type-Options", "nosniff");
  for (const auto& [name, value] : response.headers) message.insert(name, value);
  message.keep_alive(keep_alive_);
}

void HttpSession::Respond(HttpResponse response) {
  asio::post(stream_.get_executor(),
             [self = shared_from_this(), response = std::move(response)]() mutable {
               self->Send(std::move(response));
             });
}

void HttpSession::Send(HttpResponse response) {
  if (!is_open_) return;
  stream_.expires_after(server_.options_.idle_timeout);
  const auto on_written = [self = shared_from_this()](const auto& message) {
    return [self, message](const Error& error, size_t) { self->OnAnswered(error); };
  };
  if (is_head_ || response.status == 204) {
    auto message = std::make_shared<http::response<http::empty_body>>();
    Prepare(*message, response);
    if (response.status != 204) message->content_length(response.body.size());
    http::async_write(stream_, *message, on_written(message));
    return;
  }
  auto message = std::make_shared<http::response<http::string_body>>();
  Prepare(*message, response);
  message->body() = std::move(response.body);
  message->prepare_payload();
  http::async_write(stream_, *message, on_written(message));
}

void HttpSession::BeginStream(HttpResponse head) {
  asio::post(stream_.get_executor(), [self = shared_from_this(), head = std::move(head)] {
    if (!self->is_open_) return;
    // HTTP/1.0 has no chunks: there the end of the connection ends the answer.
    self->is_chunked_ = self->version_ >= 11;
    if (!self->is_chunked_) self->keep_alive_ = false;
    http::response<http::empty_body> message;
    self->Prepare(message, head);
    message.chunked(self->is_chunked_);
    // It goes out with the first piece, in one packet.
    std::ostringstream text;
    text << message.base();
    self->stream_head_ = text.str();
  });
}

void HttpSession::Write(std::string piece, std::function<void(bool ok)> done) {
  asio::post(stream_.get_executor(), [self = shared_from_this(), piece = std::move(piece),
                                      done = std::move(done)] {
    if (!self->is_open_) return done(false);
    self->WriteText(
        self->is_chunked_ ? absl::StrCat(absl::Hex(piece.size()), "\r\n", piece, "\r\n") : piece,
        [self, done](const Error& error) {
          if (error) self->Close();
          done(!error);
        });
  });
}

void HttpSession::EndStream() {
  asio::post(stream_.get_executor(), [self = shared_from_this()] {
    if (!self->is_open_) return;
    self->WriteText(self->is_chunked_ ? "0\r\n\r\n" : "",
                    [self](const Error& error) { self->OnAnswered(error); });
  });
}

void HttpSession::WriteText(std::string text, std::function<void(const Error&)> done) {
  const auto bytes =
      std::make_shared<std::string>(std::exchange(stream_head_, std::string()) + text);
  stream_.expires_after(server_.options_.idle_timeout);
  asio::async_write(stream_, asio::buffer(*bytes),
                    [self = shared_from_this(), bytes, done = std::move(done)](
                        const Error& error, size_t) { done(error); });
}

void HttpSession::OnAbandoned(std::function<void()> callback) {
  asio::post(stream_.get_executor(), [self = shared_from_this(), callback = std::move(callback)] {
    if (!self->is_open_) {
      callback();
    } else if (self->is_answering_) {
      self->abandoned_ = callback;
    }
  });
}

void HttpSession::OnAnswered(const Error& error) {
  is_answering_ = false;
  abandoned_ = nullptr;
  if (!is_open_) return;
  if (error) return Close();
  if (has_unread_input_) {
    Error ignored;
    stream_.socket().shutdown(asio::socket_base::shutdown_send, ignored);
    stream_.expires_after(kLingerTime);
    return Linger(kLingerBytes);
  }
  if (!keep_alive_) return Close();
  ReadHeader();
}

void HttpSession::Linger(size_t bytes_left) {
  const auto scratch = std::make_shared<std::array<char, 16 * 1024>>();
  stream_.async_read_some(asio::buffer(*scratch), [self = shared_from_this(), scratch, bytes_left](
                                                      const Error& error, size_t count) {
    if (error || count >= bytes_left) return self->Close();
    self->Linger(bytes_left - count);
  });
}

void HttpSession::Close() {
  if (!is_open_) return;
  is_open_ = false;
  is_answering_ = false;
  stream_.close();
  if (abandoned_) std::exchange(abandoned_, nullptr)();
}

}  // namespace baophu::gateway
