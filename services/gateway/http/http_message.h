#ifndef BAOPHU_SERVICES_GATEWAY_HTTP_HTTP_MESSAGE_H_
#define BAOPHU_SERVICES_GATEWAY_HTTP_HTTP_MESSAGE_H_

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace baophu::gateway {

using HttpHeaders = std::vector<std::pair<std::string, std::string>>;

// A request as the server read it: limits kept, framing gone, nothing decoded.
struct HttpRequest {
  std::string method;   // "GET", as the caller wrote it.
  std::string path;     // "/v1/areas/31", or "*".
  std::string query;    // Behind the question mark, without it.
  HttpHeaders headers;  // Names in lower case.
  std::string body;

  // Values of a header in the order sent; `name` in lower case.
  std::vector<std::string_view> Header(std::string_view name) const {
    std::vector<std::string_view> values;
    for (const auto& [key, value] : headers) {
      if (key == name) values.push_back(value);
    }
    return values;
  }
};

// An answer; the server adds framing and the headers that every answer has.
struct HttpResponse {
  int status = 200;
  std::string content_type = "application/json";
  HttpHeaders headers;
  std::string body;
};

// One request under way and the way to answer it: either Respond once, or
// BeginStream, any number of Write, and EndStream. Thread-safe; calls after
// the caller has gone do nothing.
class HttpExchange {
 public:
  virtual ~HttpExchange() = default;

  virtual void Respond(HttpResponse response) = 0;

  // Sends status and headers; the response's body is not looked at.
  virtual void BeginStream(HttpResponse head) = 0;
  // Sends one piece. `done` runs once, when the next piece may be written, or
  // with false when the caller has gone.
  virtual void Write(std::string piece, std::function<void(bool ok)> done) = 0;
  virtual void EndStream() = 0;

  // `callback` runs, once at most, when the caller goes before the answer is
  // complete. It is dropped when the answer is complete.
  virtual void OnAbandoned(std::function<void()> callback) = 0;
};

// What the server does with requests. Called on the server's threads, several
// at once; must not block.
class HttpHandler {
 public:
  virtual ~HttpHandler() = default;
  virtual void Handle(HttpRequest request, std::shared_ptr<HttpExchange> exchange) = 0;
  // The answer to what could not be read as a request. `problem` is a sentence.
  virtual HttpResponse RefuseMalformed(int status, std::string_view problem) = 0;
};

}  // namespace baophu::gateway

#endif  // BAOPHU_SERVICES_GATEWAY_HTTP_HTTP_MESSAGE_H_
