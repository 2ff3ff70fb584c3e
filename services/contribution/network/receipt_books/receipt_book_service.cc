#include "services/contribution/network/receipt_books/receipt_book_service.h"

#include <algorithm>
#include <map>
#include <optional>
#include <string>
#include <tuple>
#include <vector>

#include "absl/strings/str_cat.h"
#include "common/feed/feed_log.h"
#include "common/rpc/page.h"
#include "common/rpc/unary.h"
#include "common/status/fault.h"
#include "common/status/try.h"
#include "services/contribution/ageing/arrears_request_service.h"
#include "services/contribution/network/receipt_books/receipt_book_store.h"
#include "services/contribution/network/registry/network_request_service.h"
#include "services/contribution/network/registry/network_store.h"

namespace baophu::contribution {
namespace {

void WriteBook(const ReceiptBook& book, v1::ReceiptBook& message) {
  message.set_name(BookName(book.series, book.numbers.first));
  message.set_series(book.series);
  message.set_first_number(book.numbers.first);
  message.set_last_number(book.numbers.last);
  message.set_issued_date(book.issued.ToString());
  message.set_holder(book.holder.ToName());
  message.set_revision(book.recorded.revision);
}

void WriteRanges(const std::vector<NumberRange>& ranges,
                 google::protobuf::RepeatedPtrField<v1::ReceiptNumberRange>& messages) {
  for (const NumberRange& range : ranges) {
    v1::ReceiptNumberRange& message = *messages.Add();
    message.set_first_number(range.first);
    message.set_last_number(range.last);
  }
}

absl::StatusOr<ReceiptBook> FindBook(soci::session& session, const BookKey& key) {
  for (const ReceiptBook& book : receipt_book_store::ReadBooks(session, key.series)) {
    if (book.numbers.first == key.first_number) return book;
  }
  return FaultStatus(absl::StatusCode::kNotFound, "UNKNOWN_BOOK", "name",
                     "no book begins with this number of the series",
                     "send the name of one that is listed");
}

// Sorts by holder, day and handover, so that pages can go on.
std::string KeyOf(const v1::HandoverDifference& difference) {
  return absl::StrCat(difference.holder(), "\n", difference.date(), "\n", difference.handover());
}

// Whose differences are asked for.
struct Scope {
  AreaCode area;             // Empty: all.
  std::string organisation;  // Empty: all.
  std::string collector;     // Empty: all.
};

absl::StatusOr<Scope> ReadScope(const std::string& parent) {
  Scope scope;
  if (parent.starts_with(kOrganisations)) {
    BAOPHU_ASSIGN(scope.organisation, ReadNetworkName("parent", kOrganisations, parent));
  } else if (parent.starts_with(kCollectors)) {
    BAOPHU_ASSIGN(scope.collector, ReadNetworkName("parent", kCollectors, parent));
  } else {
    BAOPHU_ASSIGN(scope.area, ReadParentArea("parent", parent));
  }
  return scope;
}

// Which collectors and organisations are within a scope on a day.
class InScope {
 public:
  InScope(const Scope& scope, const Network& network, const AreaCatalogue& areas, Day day)
      : scope_(scope), network_(network), areas_(areas), day_(day) {}

  bool Has(const Holder& holder) const {
    return holder.kind == HolderKind::kCollector ? HasCollector(holder.code)
                                                 : HasOrganisation(holder.code);
  }

 private:
  bool HasCollector(const std::string& code) const {
    if (!scope_.collector.empty()) return scope_.collector == code;
    const Collector* const collector = network_.collectors.Near(code, day_);
    if (collector == nullptr) return false;
    if (!scope_.organisation.empty()) return scope_.organisation == collector->organisation;
    if (scope_.area.empty()) return true;
    const CollectionPoint* const point = network_.points.Near(collector->point, day_);
    return point != nullptr && IsWithin(areas_, point->commune, {scope_.area}, day_.month());
  }
  bool HasOrganisation(const std::string& code) const {
    if (!scope_.collector.empty()) return false;
    if (!scope_.organisation.empty()) return scope_.organisation == code;
    if (scope_.area.empty()) return true;
    for (const auto& [point_code, versions] : network_.points.by_code()) {
      const CollectionPoint* const point = network_.points.Near(point_code, day_);
      if (point->organisation == code &&
          IsWithin(areas_, point->commune, {scope_.area}, day_.month())) {
        return true;
      }
    }
    return false;
  }

  const Scope& scope_;
  const Network& network_;
  const AreaCatalogue& areas_;
  const Day day_;
};

}  // namespace

grpc::ServerUnaryReactor* ReceiptBookServiceImpl::GetReceiptBook(
    grpc::CallbackServerContext* context, const v1::GetReceiptBookRequest* request,
    v1::ReceiptBook* response) {
  return rpc::RunUnary(context, parts_.executor,
                       [this, request, response] { return Get(*request, *response); });
}

grpc::ServerUnaryReactor* ReceiptBookServiceImpl::ListReceiptBooks(
    grpc::CallbackServerContext* context, const v1::ListReceiptBooksRequest* request,
    v1::ListReceiptBooksResponse* response) {
  return rpc::RunUnary(context, parts_.executor,
                       [this, request, response] { return List(*request, *response); });
}

grpc::ServerUnaryReactor* ReceiptBookServiceImpl::ReconcileReceiptBook(
    grpc::CallbackServerContext* context, const v1::ReconcileReceiptBookRequest* request,
    v1::ReceiptBookReconciliation* response) {
  return rpc::RunUnary(context, parts_.executor,
                       [this, request, response] { return Reconcile(*request, *response); });
}

grpc::ServerUnaryReactor* ReceiptBookServiceImpl::ListHandoverDifferences(
    grpc::CallbackServerContext* context, const v1::ListHandoverDifferencesRequest* request,
    v1::ListHandoverDifferencesResponse* response) {
  return rpc::RunUnary(context, parts_.executor,
                       [this, request, response] { return List(*request, *response); });
}

absl::Status ReceiptBookServiceImpl::Get(const v1::GetReceiptBookRequest& request,
                                         v1::ReceiptBook& response) const {
  BAOPHU_ASSIGN(const BookKey key, ReadBookName("name", request.name()));
  return parts_.database.Read([&](soci::session& session) -> absl::Status {
    BAOPHU_ASSIGN(const ReceiptBook book, FindBook(session, key));
    WriteBook(book, response);
    return absl::OkStatus();
  });
}

absl::Status ReceiptBookServiceImpl::List(const v1::ListReceiptBooksRequest& request,
                                          v1::ListReceiptBooksResponse& response) const {
  std::optional<Holder> holder;
  if (request.holder().starts_with(kOrganisations)) {
    holder.emplace().kind = HolderKind::kOrganisation;
    BAOPHU_ASSIGN(holder->code, ReadNetworkName("holder", kOrganisations, request.holder()));
  } else if (!request.holder().empty()) {
    holder.emplace();
    BAOPHU_ASSIGN(holder->code, ReadNetworkName("holder", kCollectors, request.holder()));
  }
  if (!request.series().empty()) BAOPHU_TRY(CheckSeries("series", request.series()));
  BAOPHU_ASSIGN(
      const rpc::Page page,
      rpc::Page::Open(parts_.keys,
                      absl::StrCat("receiptBooks:", request.series(), ":", request.holder()),
                      request));
  std::optional<BookKey> after;
  if (!page.after().empty()) {
    BAOPHU_ASSIGN(after, ReadBookName("page_token", page.after()));
  }
  std::vector<ReceiptBook> listed;
  BAOPHU_TRY(parts_.database.Read([&](soci::session& session) {
    response.set_revision(ReadFeedBounds(session).revision);
    const std::vector<ReceiptBook> books =
        request.series().empty() ? receipt_book_store::ReadAllBooks(session)
                                 : receipt_book_store::ReadBooks(session, request.series());
    for (const ReceiptBook& book : books) {
      if (after.has_value() && std::tie(book.series, book.numbers.first) <=
                                   std::tie(after->series, after->first_number)) {
        continue;
      }
      if (holder.has_value() && book.holder != *holder) continue;
      listed.push_back(book);
      if (static_cast<int64_t>(listed.size()) == page.limit()) break;
    }
    return absl::OkStatus();
  }));
  response.set_next_page_token(page.Cut(
      listed, [](const ReceiptBook& book) { return BookName(book.series, book.numbers.first); }));
  for (const ReceiptBook& book : listed) WriteBook(book, *response.add_receipt_books());
  return absl::OkStatus();
}

absl::Status ReceiptBookServiceImpl::Reconcile(const v1::ReconcileReceiptBookRequest& request,
                                               v1::ReceiptBookReconciliation& response) const {
  BAOPHU_ASSIGN(const BookKey key, ReadBookName("name", request.name()));
  BAOPHU_ASSIGN(const Day as_of, ReadDayOrToday("as_of", request.as_of()));
  Reconciliation result;
  BAOPHU_TRY(parts_.database.Read([&](soci::session& session) -> absl::Status {
    BAOPHU_ASSIGN(const ReceiptBook book, FindBook(session, key));
    result = contribution::Reconcile(
        book.numbers, receipt_book_store::ReadUsed(session, book.series, book.numbers),
        receipt_book_store::ReadVoids(session, book.series), as_of);
    WriteBook(book, *response.mutable_book());
    response.set_revision(ReadFeedBounds(session).revision);
    return absl::OkStatus();
  }));
  response.set_as_of(as_of.ToString());
  response.set_issued_count(result.issued_count);
  response.set_used_count(result.used_count);
  response.set_annulled_count(result.annulled_count);
  response.set_void_count(result.void_count);
  response.set_gap_count(result.gap_count);
  response.set_unused_count(result.unused_count);
  WriteRanges(result.used, *response.mutable_used());
  WriteRanges(result.voids, *response.mutable_voids());
  WriteRanges(result.gaps, *response.mutable_gaps());
  WriteRanges(result.unused, *response.mutable_unused());
  return absl::OkStatus();
}

absl::Status ReceiptBookServiceImpl::List(const v1::ListHandoverDifferencesRequest& request,
                                          v1::ListHandoverDifferencesResponse& response) const {
  BAOPHU_ASSIGN(const Scope scope, ReadScope(request.parent()));
  BAOPHU_ASSIGN(const Day as_of, ReadDayOrToday("as_of", request.as_of()));
  if (request.min_age_days() < 0) {
    return InvalidField("min_age_days", "is below zero", "send 0 or a number of days");
  }
  BAOPHU_ASSIGN(const rpc::Page page,
                rpc::Page::Open(parts_.keys,
                                absl::StrCat("differences:", request.parent(), ":",
                                             as_of.ToString(), ":", request.min_age_days()),
                                request));
  Network network;
  std::shared_ptr<const AreaCatalogue> areas;
  std::vector<receipt_book_store::OpenMoney> open;
  std::vector<Handover> handovers;
  BAOPHU_TRY(parts_.database.Read([&](soci::session& session) -> absl::Status {
    areas = parts_.catalogues.Get(session);
    if (!scope.area.empty()) BAOPHU_TRY(CheckAreaKnown(*areas, scope.area, "parent"));
    network = network_store::ReadNetwork(session);
    open = receipt_book_store::ReadOpenMoney(session);
    handovers = receipt_book_store::ReadDifferences(session);
    response.set_revision(ReadFeedBounds(session).revision);
    return absl::OkStatus();
  }));
  const InScope in_scope(scope, network, *areas, as_of);
  std::vector<v1::HandoverDifference> differences;
  const auto add = [&](const Holder& holder, Day day) -> v1::HandoverDifference* {
    const int32_t age = as_of.number() - day.number();
    if (age < request.min_age_days() || !in_scope.Has(holder)) return nullptr;
    v1::HandoverDifference& difference = differences.emplace_back();
    difference.set_holder(holder.ToName());
    difference.set_date(day.ToString());
    difference.set_age_days(age);
    return &difference;
  };
  for (const receipt_book_store::OpenMoney& money : open) {
    v1::HandoverDifference* const difference =
        add({HolderKind::kCollector, money.collector}, money.paid);
    if (difference == nullptr) continue;
    difference->set_kind(v1::HandoverDifference::KIND_OPEN);
    difference->set_receipt_count(money.receipt_count);
    difference->set_expected_vnd(money.amount.amount_vnd());
    difference->set_difference_vnd(-money.amount.amount_vnd());
  }
  // What was short one day and made up for on another evens out.
  std::map<Holder, Vnd> balance;
  for (const Handover& handover : handovers) {
    if (handover.day <= as_of) balance[handover.holder] += handover.amount - handover.expected;
  }
  for (const Handover& handover : handovers) {
    if (handover.day > as_of || balance[handover.holder] == Vnd()) continue;
    v1::HandoverDifference* const difference = add(handover.holder, handover.day);
    if (difference == nullptr) continue;
    difference->set_kind(v1::HandoverDifference::KIND_AMOUNT);
    difference->set_handover(handover.code);
    difference->set_expected_vnd(handover.expected.amount_vnd());
    difference->set_handed_vnd(handover.amount.amount_vnd());
    difference->set_difference_vnd((handover.amount - handover.expected).amount_vnd());
  }
  std::sort(differences.begin(), differences.end(),
            [](const v1::HandoverDifference& a, const v1::HandoverDifference& b) {
              return KeyOf(a) < KeyOf(b);
            });
  int64_t total_vnd = 0;
  for (const v1::HandoverDifference& each : differences) total_vnd += each.difference_vnd();
  std::erase_if(differences, [&](const v1::HandoverDifference& each) {
    return !page.after().empty() && KeyOf(each) <= page.after();
  });
  if (static_cast<int64_t>(differences.size()) > page.limit()) {
    differences.resize(static_cast<size_t>(page.limit()));
  }
  response.set_next_page_token(page.Cut(differences, KeyOf));
  for (v1::HandoverDifference& each : differences) *response.add_differences() = std::move(each);
  response.set_total_difference_vnd(total_vnd);
  return absl::OkStatus();
}

}  // namespace baophu::contribution
