#ifndef BAOPHU_TESTS_INTEGRATION_GATEWAY_HTTP_CLIENT_H_
#define BAOPHU_TESTS_INTEGRATION_GATEWAY_HTTP_CLIENT_H_

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <map>
#include <string>

namespace baophu::gateway {

struct HttpReply {
  int status = 0;                              // 0: the server closed without an answer.
  std::map<std::string, std::string> headers;  // Names in lower case.
  std::string body;                            // Chunks joined.
};

// One connection of a plain HTTP/1.1 client that sends whatever it is told.
class HttpConnection {
 public:
  explicit HttpConnection(int port);

  void Send(const std::string& bytes);
  // Reads one answer; `is_head`: it has no body.
  HttpReply Read(bool is_head = false);
  // Reads one line of a chunked answer's body; call after ReadHead.
  HttpReply ReadHead();
  std::string ReadChunk();
  // True when the server has closed the connection.
  bool IsAtEnd();
  void Close();

 private:
  std::string ReadLine();
  std::string ReadBytes(size_t count);
  bool Fill();

  boost::asio::io_context io_;
  boost::asio::ip::tcp::socket socket_;
  std::string buffer_;
};

// One call on a connection of its own.
HttpReply HttpCall(int port, const std::string& method, const std::string& target,
                   const std::string& body = "",
                   const std::map<std::string, std::string>& headers = {});

}  // namespace baophu::gateway

#endif  // BAOPHU_TESTS_INTEGRATION_GATEWAY_HTTP_CLIENT_H_
