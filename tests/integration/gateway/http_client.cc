#include "tests/integration/gateway/http_client.h"

#include <algorithm>
#include <boost/asio/buffer.hpp>
#include <boost/asio/write.hpp>
#include <cctype>

namespace baophu::gateway {

namespace asio = boost::asio;

HttpConnection::HttpConnection(int port) : socket_(io_) {
  socket_.connect({asio::ip::address_v4::loopback(), static_cast<uint16_t>(port)});
}

void HttpConnection::Send(const std::string& bytes) {
  boost::system::error_code ignored;  // A server that refuses early may close.
  asio::write(socket_, asio::buffer(bytes), ignored);
}

bool HttpConnection::Fill() {
  char piece[16384];
  boost::system::error_code error;
  const size_t count = socket_.read_some(asio::buffer(piece), error);
  buffer_.append(piece, count);
  return !error && count > 0;
}

std::string HttpConnection::ReadLine() {
  size_t end;
  while ((end = buffer_.find("\r\n")) == std::string::npos) {
    if (!Fill()) return "";
  }
  const std::string line = buffer_.substr(0, end);
  buffer_.erase(0, end + 2);
  return line;
}

std::string HttpConnection::ReadBytes(size_t count) {
  while (buffer_.size() < count && Fill()) {
  }
  const std::string bytes = buffer_.substr(0, count);
  buffer_.erase(0, bytes.size());
  return bytes;
}

HttpReply HttpConnection::ReadHead() {
  HttpReply reply;
  const std::string first = ReadLine();
  if (first.size() < 12) return reply;
  reply.status = std::stoi(first.substr(9, 3));
  for (std::string line = ReadLine(); !line.empty(); line = ReadLine()) {
    const size_t colon = line.find(": ");
    std::string name = line.substr(0, colon);
    std::transform(name.begin(), name.end(), name.begin(),
                   [](unsigned char c) { return std::tolower(c); });
    reply.headers[name] = line.substr(colon + 2);
  }
  return reply;
}

std::string HttpConnection::ReadChunk() {
  const std::string size = ReadLine();
  if (size.empty()) return "";
  const std::string chunk = ReadBytes(std::stoul(size, nullptr, 16));
  ReadLine();
  return chunk;
}

HttpReply HttpConnection::Read(bool is_head) {
  HttpReply reply = ReadHead();
  if (is_head || reply.status == 0 || reply.status == 204) return reply;
  if (reply.headers.contains("transfer-encoding")) {
    for (std::string chunk = ReadChunk(); !chunk.empty(); chunk = ReadChunk()) {
      reply.body += chunk;
    }
  } else if (reply.headers.contains("content-length")) {
    reply.body = ReadBytes(std::stoul(reply.headers["content-length"]));
  } else {
    while (Fill()) {
    }
    reply.body = std::move(buffer_);
  }
  return reply;
}

bool HttpConnection::IsAtEnd() { return buffer_.empty() && !Fill(); }

void HttpConnection::Close() { socket_.close(); }

HttpReply HttpCall(int port, const std::string& method, const std::string& target,
                   const std::string& body, const std::map<std::string, std::string>& headers) {
  HttpConnection connection(port);
  std::string request = method + " " + target + " HTTP/1.1\r\n";
  if (!headers.contains("Host")) request += "Host: localhost\r\n";
  for (const auto& [name, value] : headers) request += name + ": " + value + "\r\n";
  if (!body.empty()) request += "Content-Length: " + std::to_string(body.size()) + "\r\n";
  connection.Send(request + "\r\n" + body);
  return connection.Read(method == "HEAD");
}

}  // namespace baophu::gateway
