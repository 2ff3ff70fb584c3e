#include "services/cli/network/network_command.h"

#include <baophu/contribution/v1/network_service.grpc.pb.h>
#include <baophu/contribution/v1/receipt_book_service.grpc.pb.h>
#include <baophu/contribution/v1/scorecard_service.grpc.pb.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <memory>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "common/rpc/server.h"
#include "common/rpc/status.h"
#include "common/status/try.h"
#include "services/cli/answer/answer.h"
#include "services/cli/network/network_text.h"
#include "services/cli/terminal/output.h"

namespace baophu::cli {
namespace {

namespace pb = contribution::v1;

constexpr int kPageSize = 2'500;

class NetworkAsker {
 public:
  explicit NetworkAsker(const NetworkRequest& request)
      : request_(request),
        form_{request.language == "en" ? Language::kEnglish : Language::kVietnamese,
              request.format == "csv"},
        channel_(rpc::Connect(request.server)) {}

  absl::StatusOr<std::string> Ask() const {
    switch (request_.question) {
      case NetworkQuestion::kRegistry:
        return Registry();
      case NetworkQuestion::kReceipts:
        if (request_.books) return Books();
        return request_.book.empty() ? Differences() : Reconciliation();
      case NetworkQuestion::kScorecards:
        break;
    }
    return Scorecards();
  }

 private:
  std::unique_ptr<grpc::ClientContext> Context() const {
    auto context = std::make_unique<grpc::ClientContext>();
    context->set_deadline(std::chrono::system_clock::now() +
                          std::chrono::seconds(request_.timeout_s));
    return context;
  }

  // All pages of a list up to the limit. `rows_of` gives the rows of a page; `last` is the
  // last one.
  template <typename Stub, typename Request, typename Response, typename RowsOf>
  auto List(Stub& stub,
            grpc::Status (Stub::*method)(grpc::ClientContext*, const Request&, Response*),
            Request call, RowsOf rows_of, Response& last) const
      -> absl::StatusOr<std::vector<std::decay_t<decltype(rows_of(last).Get(0))>>> {
    std::vector<std::decay_t<decltype(rows_of(last).Get(0))>> rows;
    do {
      call.set_page_size(std::min(kPageSize, request_.limit - static_cast<int>(rows.size())));
      call.set_page_token(last.next_page_token());
      last.Clear();
      BAOPHU_TRY(rpc::FromGrpc((stub.*method)(Context().get(), call, &last)));
      rows.insert(rows.end(), rows_of(last).begin(), rows_of(last).end());
    } while (!last.next_page_token().empty() && static_cast<int>(rows.size()) < request_.limit);
    return rows;
  }

  template <typename Rows, typename Write>
  std::string Written(const Rows& rows, bool more, Write write) const {
    if (request_.format == "json") return JsonLines(rows);
    std::string text = write(rows, form_);
    if (more && !form_.csv) {
      text += form_.language == Language::kVietnamese ? "... và còn nữa\n" : "... and more\n";
    }
    return text;
  }

  absl::StatusOr<std::string> Registry() const {
    const auto stub = pb::NetworkService::NewStub(channel_);
    const std::string parent = "areas/" + request_.area;
    if (request_.list == "sessions") {
      pb::ListOrganisationSessionsRequest call;
      call.set_parent("collectionOrganisations/-");
      call.set_area(request_.area);
      pb::ListOrganisationSessionsResponse last;
      BAOPHU_ASSIGN(const auto rows,
                    List(
                        *stub, &pb::NetworkService::Stub::ListOrganisationSessions, call,
                        [](const auto& page) -> const auto& { return page.sessions(); }, last));
      return Written(rows, !last.next_page_token().empty(), SessionsText);
    }
    if (request_.list == "points") {
      pb::ListCollectionPointsRequest call;
      call.set_parent(parent);
      call.set_on_date(request_.on);
      pb::ListCollectionPointsResponse last;
      BAOPHU_ASSIGN(
          const auto rows,
          List(
              *stub, &pb::NetworkService::Stub::ListCollectionPoints, call,
              [](const auto& page) -> const auto& { return page.collection_points(); }, last));
      return Written(rows, !last.next_page_token().empty(), PointsText);
    }
    if (request_.list == "collectors") {
      pb::ListCollectorsRequest call;
      call.set_parent(parent);
      call.set_on_date(request_.on);
      call.set_card_ends_within_days(request_.card_ends_within_days);
      pb::ListCollectorsResponse last;
      BAOPHU_ASSIGN(const auto rows,
                    List(
                        *stub, &pb::NetworkService::Stub::ListCollectors, call,
                        [](const auto& page) -> const auto& { return page.collectors(); }, last));
      return Written(rows, !last.next_page_token().empty(), CollectorsText);
    }
    if (request_.list == "invitations") {
      pb::ListCooperativeInvitationsRequest call;
      call.set_parent(parent);
      pb::ListCooperativeInvitationsResponse last;
      BAOPHU_ASSIGN(
          const auto rows,
          List(
              *stub, &pb::NetworkService::Stub::ListCooperativeInvitations, call,
              [](const auto& page) -> const auto& { return page.cooperative_invitations(); },
              last));
      return Written(rows, !last.next_page_token().empty(), InvitationsText);
    }
    pb::ListCollectionOrganisationsRequest call;
    call.set_parent(parent);
    call.set_on_date(request_.on);
    pb::ListCollectionOrganisationsResponse last;
    BAOPHU_ASSIGN(
        const auto rows,
        List(
            *stub, &pb::NetworkService::Stub::ListCollectionOrganisations, call,
            [](const auto& page) -> const auto& { return page.collection_organisations(); }, last));
    return Written(rows, !last.next_page_token().empty(), OrganisationsText);
  }

  // Of a collector or an organisation; empty: of an area, or of nobody.
  std::string Holder() const {
    if (!request_.collector.empty()) return "collectors/" + request_.collector;
    if (request_.organisation.empty()) return "";
    return "collectionOrganisations/" + request_.organisation;
  }

  absl::StatusOr<std::string> Books() const {
    pb::ListReceiptBooksRequest call;
    call.set_holder(Holder());
    const auto stub = pb::ReceiptBookService::NewStub(channel_);
    pb::ListReceiptBooksResponse last;
    BAOPHU_ASSIGN(const auto rows,
                  List(
                      *stub, &pb::ReceiptBookService::Stub::ListReceiptBooks, call,
                      [](const auto& page) -> const auto& { return page.receipt_books(); }, last));
    return Written(rows, !last.next_page_token().empty(), BooksText);
  }

  absl::StatusOr<std::string> Reconciliation() const {
    pb::ReconcileReceiptBookRequest call;
    call.set_name("receiptBooks/" + request_.book);
    call.set_as_of(request_.on);
    pb::ReceiptBookReconciliation answer;
    BAOPHU_TRY(rpc::FromGrpc(pb::ReceiptBookService::NewStub(channel_)->ReconcileReceiptBook(
        Context().get(), call, &answer)));
    return request_.format == "json" ? JsonLine(answer) : ReconciliationText(answer, form_);
  }

  absl::StatusOr<std::string> Differences() const {
    pb::ListHandoverDifferencesRequest call;
    call.set_parent(Holder().empty() ? "areas/" + request_.area : Holder());
    call.set_as_of(request_.on);
    call.set_min_age_days(request_.min_age_days);
    const auto stub = pb::ReceiptBookService::NewStub(channel_);
    pb::ListHandoverDifferencesResponse last;
    BAOPHU_ASSIGN(const auto rows,
                  List(
                      *stub, &pb::ReceiptBookService::Stub::ListHandoverDifferences, call,
                      [](const auto& page) -> const auto& { return page.differences(); }, last));
    return Written(rows, !last.next_page_token().empty(),
                   [&](const auto& list, const NetworkForm& form) {
                     return DifferencesText(list, last.total_difference_vnd(), form);
                   });
  }

  absl::StatusOr<std::string> Scorecards() const {
    pb::ListScorecardsRequest call;
    call.set_parent(request_.organisation.empty()
                        ? "areas/" + request_.area
                        : "collectionOrganisations/" + request_.organisation);
    call.set_from_month(request_.month);
    call.set_through_month(request_.through);
    call.set_level(absl::AsciiStrToUpper(request_.by));
    call.set_scheme(request_.scheme);
    call.set_below_quota(request_.below_quota);
    call.set_as_of(request_.on);
    const auto stub = pb::ScorecardService::NewStub(channel_);
    pb::ListScorecardsResponse last;
    BAOPHU_ASSIGN(const auto rows,
                  List(
                      *stub, &pb::ScorecardService::Stub::ListScorecards, call,
                      [](const auto& page) -> const auto& { return page.scorecards(); }, last));
    return Written(rows, !last.next_page_token().empty(),
                   [&](const auto& list, const NetworkForm& form) {
                     return ScorecardsText(list, last.total(), form);
                   });
  }

  const NetworkRequest& request_;
  const NetworkForm form_;
  const std::shared_ptr<grpc::Channel> channel_;
};

}  // namespace

ExitCode RunNetwork(const NetworkRequest& request) {
  const absl::StatusOr<std::string> text = NetworkAsker(request).Ask();
  return PrintAnswer(request.server, text);
}

}  // namespace baophu::cli
