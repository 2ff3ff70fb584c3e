#ifndef BAOPHU_SERVICES_GATEWAY_HTTP_HTTP_SESSION_H_
#define BAOPHU_SERVICES_GATEWAY_HTTP_HTTP_SESSION_H_

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/generic/stream_protocol.hpp>
#include <boost/beast/core/basic_stream.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http/message.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/string_body.hpp>
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "services/gateway/http/http_message.h"

namespace baophu::gateway {

class HttpServer;

// One connection: reads a request, has it handled, writes the answer, reads
// the next. Everything private runs on the connection's strand, so it needs no
// lock; the methods of HttpExchange hand themselves over to it. A session lives
// for as long as an operation or an exchange of it does.
class HttpSession final : public HttpExchange, public std::enable_shared_from_this<HttpSession> {
 public:
  HttpSession(HttpServer& server, boost::asio::generic::stream_protocol::socket socket);

  void Start();
  // Ends the connection after the request under way, at once if there is none.
  void CloseWhenIdle();
  // Ends the connection now; a request under way is abandoned.
  void Abort();

  void Respond(HttpResponse response) override;
  void BeginStream(HttpResponse head) override;
  void Write(std::string piece, std::function<void(bool ok)> done) override;
  void EndStream() override;
  void OnAbandoned(std::function<void()> callback) override;

 private:
  using Error = boost::system::error_code;
  using Parser = boost::beast::http::request_parser<boost::beast::http::string_body>;

  void ReadHeader();
  void OnHeader(const Error& error);
  void ReadBody();
  void OnRequest(const Error& error);
  void RefuseMalformed(const Error& error);
  void WatchForClose();
  void OnReadable();

  // Sets what every answer has. `keep_alive` is what becomes of the connection.
  template <class Body>
  void Prepare(boost::beast::http::response<Body>& message, const HttpResponse& response);
  void Send(HttpResponse response);
  // Writes a part of a streamed answer, behind its head if that is not out yet.
  void WriteText(std::string text, std::function<void(const Error&)> done);
  void OnAnswered(const Error& error);
  // Lets the caller read a refusal while it still sends what was refused.
  void Linger(size_t bytes_left);
  void Close();

  HttpServer& server_;
  boost::beast::basic_stream<boost::asio::generic::stream_protocol, boost::asio::any_io_executor>
      stream_;
  boost::beast::flat_buffer buffer_;
  std::optional<Parser> parser_;

  bool is_open_ = true;
  bool is_answering_ = false;  // A request was handed to the handler.
  bool is_watching_ = false;
  bool keep_alive_ = false;
  bool has_unread_input_ = false;  // Of a request that was refused half-read.
  bool is_head_ = false;
  bool is_chunked_ = false;
  unsigned version_ = 11;
  std::string stream_head_;
  std::function<void()> abandoned_;
};

}  // namespace baophu::gateway

#endif  // BAOPHU_SERVICES_GATEWAY_HTTP_HTTP_SESSION_H_
