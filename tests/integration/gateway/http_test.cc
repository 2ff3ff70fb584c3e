// The JSON side of the gateway, by a client that speaks plain HTTP.

#include <gmock/gmock.h>
#include <netinet/in.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

#include <map>
#include <mutex>
#include <thread>
#include <vector>

#include "tests/integration/gateway/http_client.h"
#include "tests/integration/gateway/suite_fixture.h"

namespace baophu::gateway {
namespace {

using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

class Http : public SuiteTest {
 protected:
  HttpReply Get(const std::string& target, const std::map<std::string, std::string>& headers = {}) {
    return HttpCall(http_port(), "GET", target, "", headers);
  }
  HttpReply Post(const std::string& target, const std::string& body,
                 const std::map<std::string, std::string>& headers = {
                     {"Content-Type", "application/json"}}) {
    return HttpCall(http_port(), "POST", target, body, headers);
  }
  // Sends bytes as they are and returns the one answer.
  HttpReply Raw(const std::string& bytes) {
    HttpConnection connection(http_port());
    connection.Send(bytes);
    return connection.Read();
  }
};

TEST_F(Http, AGetAnswersCanonicalJson) {
  const HttpReply reply = Get("/v1/areas/31");
  EXPECT_EQ(reply.status, 200);
  EXPECT_EQ(reply.body, R"({"name":"areas/31","level":"AREA_LEVEL_PROVINCE",)"
                        R"("displayName":"Thành phố Hải Phòng"})");
  EXPECT_EQ(reply.headers.at("content-type"), "application/json");
  EXPECT_EQ(reply.headers.at("cache-control"), "no-store");
  EXPECT_EQ(reply.headers.at("grpc-metadata-x-revision"), "7");
  EXPECT_TRUE(reply.headers.contains("date"));
}

TEST_F(Http, APostTakesABodyAndAQuery) {
  const HttpReply reply =
      Post("/v1/plans?validateOnly=true", R"({"assigner":"VSS","value":"528700"})");
  EXPECT_EQ(reply.status, 200);
  EXPECT_EQ(reply.body, R"({"name":"plans/made","assigner":"VSS","value":"528700"})");
}

TEST_F(Http, AnErrorOfTheServiceKeepsItsDetails) {
  const HttpReply reply = Get("/v1/areas/99");
  EXPECT_EQ(reply.status, 404);
  EXPECT_EQ(reply.headers.at("content-type"), "application/json");
  EXPECT_THAT(reply.body, StartsWith(R"({"code":5,"message":"name: is no area)"));
  EXPECT_THAT(reply.body, HasSubstr(R"("reason":"UNKNOWN_AREA","domain":"baophu")"));
  EXPECT_THAT(reply.body, HasSubstr(R"("fieldViolations":[{"field":"name")"));
}

TEST_F(Http, RetryInfoBecomesRetryAfter) {
  const HttpReply reply = Get("/v1/areas/31/ledgerTotals");
  EXPECT_EQ(reply.status, 503);
  EXPECT_EQ(reply.headers.at("retry-after"), "3");
}

TEST_F(Http, AServiceThatIsDownIsNamed) {
  backend_.Stop("participant");
  const HttpReply reply = Get("/v1/areas/31");
  EXPECT_EQ(reply.status, 503);
  EXPECT_THAT(reply.body, HasSubstr("participant service"));
  EXPECT_THAT(reply.body, Not(HasSubstr("127.0.0.1")));
}

TEST_F(Http, UnknownPathsAndMethodsAnswerJson) {
  for (const char* path : {"/", "/v1", "/v1/areas/", "/v2/areas", "/index.html", "/v1//areas"}) {
    const HttpReply reply = Get(path);
    EXPECT_EQ(reply.status, 404) << path;
    EXPECT_THAT(reply.body, StartsWith(R"({"code":5,)")) << path;
  }
  const HttpReply reply = HttpCall(http_port(), "DELETE", "/v1/plans");
  EXPECT_EQ(reply.status, 405);
  EXPECT_EQ(reply.headers.at("allow"), "GET, POST, HEAD");
  EXPECT_THAT(reply.body, StartsWith(R"({"code":12,)"));
  EXPECT_EQ(HttpCall(http_port(), "BREW", "/v1/plans").status, 405);
}

TEST_F(Http, WhatIsWrongWithARequestIsNamed) {
  const std::pair<HttpReply, const char*> cases[] = {
      {Get("/v1/areas?bogus=1"), "bogus"},
      {Get("/v1/areas?pageSize=ten"), "pageSize"},
      {Get("/v1/areas?month=2024-09&month=2024-08"), "month"},
      {Get("/v1/areas/31?name=areas/32"), "name"},
      {Get("/v1/areas/%ff"), "UTF-8"},
      {Get("/v1/areas%2F31"), "encoded slash"},
      {Get("/v1/areas/31", {{"x-timeout-ms", "soon"}}), "x-timeout-ms"},
      {Get("/v1/areas/31", {{"x-purpose", "kiểm tra"}}), "x-purpose"},
      {Post("/v1/plans", "{"), "body"},
      {Post("/v1/plans", R"({"bogus":1})"), "bogus"},
      {Post("/v1/plans", R"({"year":1,"year":2})"), "year"},
      {Post("/v1/plans", ""), "body"},
  };
  for (const auto& [reply, what] : cases) {
    EXPECT_EQ(reply.status, 400) << what;
    EXPECT_THAT(reply.body, StartsWith(R"({"code":3,)"));
    EXPECT_THAT(reply.body, HasSubstr(what));
  }
}

TEST_F(Http, ABodyThatIsNotJsonIsRefused) {
  EXPECT_EQ(Post("/v1/plans", "a=1", {{"Content-Type", "text/plain"}}).status, 415);
  EXPECT_EQ(Post("/v1/plans", "x", {{"Content-Encoding", "gzip"}}).status, 415);
}

TEST_F(Http, StreamsOfRequestsArePointedToGrpc) {
  const HttpReply reply = Post("/v1/participant:import", "{}");
  EXPECT_EQ(reply.status, 501);
  EXPECT_THAT(reply.body, HasSubstr("call it by gRPC"));
}

TEST_F(Http, AStreamedAnswerIsLines) {
  const HttpReply reply = Post("/v1/coverage:recount", "");
  EXPECT_EQ(reply.status, 200);
  EXPECT_EQ(reply.headers.at("content-type"), "application/x-ndjson");
  EXPECT_EQ(reply.body,
            "{\"result\":{\"totalCount\":\"2\"}}\n"
            "{\"result\":{\"doneCount\":\"1\",\"totalCount\":\"2\"}}\n"
            "{\"result\":{\"doneCount\":\"2\",\"totalCount\":\"2\",\"finished\":true}}\n");
}

TEST_F(Http, AStreamThatFailsLaterEndsWithAnErrorLine) {
  const HttpReply reply = Post("/v1/coverage:recount", "", {{"grpc-metadata-fail-after", "2"}});
  EXPECT_EQ(reply.status, 200);
  const size_t last_line = reply.body.rfind('\n', reply.body.size() - 2);
  EXPECT_THAT(reply.body.substr(last_line + 1),
              StartsWith(R"({"error":{"code":10,"message":"lost it; try again","details":[)"));
}

TEST_F(Http, AStreamThatFailsAtOnceHasTheHttpStatus) {
  const HttpReply reply = Post("/v1/coverage:recount", "", {{"grpc-metadata-fail-after", "0"}});
  EXPECT_EQ(reply.status, 409);
  EXPECT_THAT(reply.body, StartsWith(R"({"code":10,)"));
}

TEST_F(Http, AStreamToAnOldClientEndsWithTheConnection) {
  const HttpReply reply = Raw("POST /v1/coverage:recount HTTP/1.0\r\n\r\n");
  EXPECT_EQ(reply.status, 200);
  EXPECT_FALSE(reply.headers.contains("transfer-encoding"));
  EXPECT_EQ(std::count(reply.body.begin(), reply.body.end(), '\n'), 3);
}

TEST_F(Http, AnEndlessStreamArrivesAsItComesAndEndsWithItsReader) {
  HttpConnection connection(http_port());
  connection.Send(
      "GET /v1/participant/changes?afterRevision=41 HTTP/1.1\r\nHost: localhost\r\n\r\n");
  EXPECT_EQ(connection.ReadHead().status, 200);
  EXPECT_EQ(connection.ReadChunk(), "{\"result\":{\"revision\":\"42\",\"progress\":{}}}\n");
  connection.Close();
  backend_.WaitForCancelled(1);
}

TEST_F(Http, AStreamMayBeGivenTheLongestTimeThatGrpcCanWrite) {
  HttpConnection connection(http_port());
  connection.Send(
      "GET /v1/participant/changes HTTP/1.1\r\nHost: localhost\r\n"
      "grpc-timeout: 99999999H\r\n\r\n");
  EXPECT_EQ(connection.ReadHead().status, 200);
  EXPECT_THAT(connection.ReadChunk(), StartsWith("{\"result\":"));
}

TEST_F(Http, ACallerThatLeavesCancelsItsCall) {
  HttpConnection connection(http_port());
  connection.Send("GET /v1/areas/hang HTTP/1.1\r\nHost: localhost\r\n\r\n");
  backend_.WaitForHanging(1);
  connection.Close();
  backend_.WaitForCancelled(1);
}

TEST_F(Http, CallsHaveADeadlineThatCallersCanShorten) {
  const auto time_left = [&](const std::map<std::string, std::string>& headers) {
    const std::string body = Get("/v1/areas/deadline", headers).body;
    const size_t digits = body.find("displayName\":\"") + 14;
    return std::stoi(body.substr(digits));
  };
  // gRPC rounds up what it sends, by a percent at most.
  EXPECT_GT(time_left({}), 15'000);
  EXPECT_LE(time_left({}), 30'300);
  EXPECT_LE(time_left({{"grpc-timeout", "9S"}}), 9'090);
  EXPECT_LE(time_left({{"x-timeout-ms", "8000"}}), 8'080);
  EXPECT_LE(time_left({{"x-timeout-ms", "90000"}}), 30'300);
  const HttpReply late = Get("/v1/areas/hang", {{"x-timeout-ms", "50"}});
  EXPECT_EQ(late.status, 504);
  EXPECT_THAT(late.body, StartsWith(R"({"code":4,)"));
}

TEST_F(Http, HeadersBecomeMetadata) {
  EXPECT_THAT(Get("/v1/areas/metadata", {{"X-Purpose", "audit 7"}}).body,
              HasSubstr(R"("displayName":"audit 7")"));
}

TEST_F(Http, HeadIsAGetWithoutABody) {
  HttpConnection connection(http_port());
  connection.Send("HEAD /v1/areas/31 HTTP/1.1\r\nHost: localhost\r\n\r\n");
  const HttpReply head = connection.Read(/*is_head=*/true);
  EXPECT_EQ(head.status, 200);
  const HttpReply get = Get("/v1/areas/31");
  EXPECT_EQ(head.headers.at("content-length"), std::to_string(get.body.size()));
  // The connection goes on where the head ended.
  connection.Send("GET /v1/areas/31 HTTP/1.1\r\nHost: localhost\r\n\r\n");
  EXPECT_EQ(connection.Read().body, get.body);
  EXPECT_EQ(HttpCall(http_port(), "HEAD", "/v1/participant/changes").status, 405);
}

TEST_F(Http, OptionsListsTheMethods) {
  const HttpReply reply = HttpCall(http_port(), "OPTIONS", "/v1/plans");
  EXPECT_EQ(reply.status, 204);
  EXPECT_EQ(reply.headers.at("allow"), "GET, POST, HEAD, OPTIONS");
  EXPECT_EQ(HttpCall(http_port(), "OPTIONS", "*").status, 204);
}

TEST_F(Http, ConnectionsAreKeptAndPipelined) {
  HttpConnection connection(http_port());
  const std::string one = "GET /v1/areas/31 HTTP/1.1\r\nHost: localhost\r\n\r\n";
  connection.Send(one + one + one);
  for (int i = 0; i < 3; ++i) EXPECT_EQ(connection.Read().status, 200);
  connection.Send("GET /v1/areas/99 HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
  EXPECT_EQ(connection.Read().status, 404);
  EXPECT_TRUE(connection.IsAtEnd());
}

TEST_F(Http, ChunkedBodiesAndExpectationsAreUnderstood) {
  HttpConnection connection(http_port());
  connection.Send(
      "POST /v1/plans HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n"
      "Expect: 100-continue\r\n\r\n");
  EXPECT_EQ(connection.ReadHead().status, 100);
  connection.Send("8\r\n{\"year\":\r\n5\r\n2024}\r\n0\r\n\r\n");
  EXPECT_THAT(connection.Read().body, HasSubstr("\"year\":2024"));
}

TEST_F(Http, AbsoluteTargetsAreUnderstood) {
  EXPECT_EQ(Raw("GET http://localhost/v1/areas/31 HTTP/1.1\r\nHost: localhost\r\n\r\n").status,
            200);
}

TEST_F(Http, WhatIsTooLargeIsRefused) {
  EXPECT_EQ(Get("/v1/areas?pageToken=" + std::string(20'000, 'x')).status, 431);
  EXPECT_EQ(Get("/v1/areas", {{"X-Purpose", std::string(20'000, 'x')}}).status, 431);
  const HttpReply reply = Post("/v1/plans", std::string(5 * 1024 * 1024, ' '));
  EXPECT_EQ(reply.status, 413);
  EXPECT_THAT(reply.body, StartsWith(R"({"code":8,)"));
}

TEST_F(Http, WhatIsNotHttpIsRefused) {
  EXPECT_EQ(Raw("nonsense\r\n\r\n").status, 400);
  EXPECT_EQ(Raw("GET /v1/areas HTTP/1.1\r\nbad header\r\n\r\n").status, 400);
  EXPECT_EQ(Raw("POST /v1/plans HTTP/1.1\r\nContent-Length: x\r\n\r\n").status, 400);
  EXPECT_EQ(Raw("GET /v1/areas HTTP/3.0\r\n\r\n").status, 505);
  EXPECT_EQ(Raw("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n").status, 505);
  EXPECT_EQ(Raw("POST /v1/plans HTTP/1.1\r\nHost: localhost\r\nContent-Length: 2\r\n"
                "Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n")
                .status,
            400);
}

TEST_F(Http, PagesOfOtherSitesAreRefused) {
  EXPECT_EQ(Get("/v1/areas/31", {{"Host", "evil.test"}}).status, 403);
  EXPECT_EQ(Get("/v1/areas/31", {{"Origin", "https://evil.test"}}).status, 403);
  EXPECT_EQ(Get("/v1/areas/31", {{"Origin", "http://localhost:5173"}}).status, 200);
}

TEST_F(Http, ManyCallersAtOnce) {
  std::mutex mutex;
  std::map<int, int> count_by_status;
  std::vector<std::thread> callers;
  for (int i = 0; i < 64; ++i) {
    callers.emplace_back([&, i] {
      HttpConnection connection(http_port());
      for (int j = 0; j < 20; ++j) {
        const bool exists = (i + j) % 2 == 0;
        connection.Send(std::string("GET /v1/areas/") + (exists ? "31" : "99") +
                        " HTTP/1.1\r\nHost: localhost\r\n\r\n");
        const int status = connection.Read().status;
        const std::lock_guard lock(mutex);
        ++count_by_status[status];
      }
    });
  }
  for (std::thread& caller : callers) caller.join();
  EXPECT_THAT(count_by_status,
              testing::UnorderedElementsAre(testing::Pair(200, 640), testing::Pair(404, 640)));
}

TEST_F(Http, ConnectionsBeyondTheLimitWaitForAPlace) {
  GatewayOptions options = Options();
  options.http.max_connections = 1;
  StartGateway(options);
  auto first = std::make_unique<HttpConnection>(http_port());
  const std::string request = "GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n";
  first->Send(request);
  EXPECT_EQ(first->Read().status, 200);
  HttpConnection second(http_port());
  second.Send(request);
  first->Send(request);
  EXPECT_EQ(first->Read().status, 200);
  first.reset();
  EXPECT_EQ(second.Read().status, 200);
}

// No file descriptor can be made while this exists.
class NoDescriptorsLeft {
 public:
  NoDescriptorsLeft() {
    getrlimit(RLIMIT_NOFILE, &before_);
    const int lowest_free = dup(STDERR_FILENO);
    close(lowest_free);
    rlimit none = before_;
    none.rlim_cur = static_cast<rlim_t>(lowest_free);
    setrlimit(RLIMIT_NOFILE, &none);
  }
  ~NoDescriptorsLeft() { setrlimit(RLIMIT_NOFILE, &before_); }

 private:
  rlimit before_{};
};

TEST_F(Http, AConnectionThatComesWithoutADescriptorLeftIsServedOnceThereIsOne) {
  const int caller = socket(AF_INET, SOCK_STREAM, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  address.sin_port = htons(static_cast<uint16_t>(http_port()));
  {
    const NoDescriptorsLeft none;
    ASSERT_EQ(connect(caller, reinterpret_cast<sockaddr*>(&address), sizeof address), 0);
  }
  const std::string request = "GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n";
  ASSERT_EQ(send(caller, request.data(), request.size(), 0), std::ssize(request));
  char byte = 0;
  EXPECT_EQ(recv(caller, &byte, 1, 0), 1);
  close(caller);
}

TEST_F(Http, ASilentConnectionIsClosed) {
  GatewayOptions options = Options();
  options.http.idle_timeout = std::chrono::milliseconds(50);
  StartGateway(options);
  HttpConnection silent(http_port());
  EXPECT_TRUE(silent.IsAtEnd());
  HttpConnection slow(http_port());
  slow.Send("GET /v1/areas HTTP/1.1\r\nHost:");
  EXPECT_TRUE(slow.IsAtEnd());
}

}  // namespace
}  // namespace baophu::gateway
