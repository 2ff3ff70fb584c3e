#include "services/contribution/suspense/suspense_service.h"

#include <google/protobuf/util/time_util.h>

#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "common/feed/feed_log.h"
#include "common/month/moment.h"
#include "common/rpc/page.h"
#include "common/rpc/unary.h"
#include "common/status/fault.h"
#include "common/status/try.h"
#include "common/text/normalise.h"
#include "services/contribution/changes/change_entries_service.h"
#include "services/contribution/importing/row_rules.h"
#include "services/contribution/jobs/job_store.h"
#include "services/contribution/ledger/ledger_store.h"
#include "services/contribution/payments/write_once_service.h"
#include "services/contribution/suspense/suspense_store.h"
#include "services/contribution/suspense/suspense_writer.h"

namespace baophu::contribution {
namespace {

constexpr std::string_view kCollection = "suspenseItems/";
constexpr size_t kMaxNoteBytes = 1000;

absl::StatusOr<int64_t> ReadName(std::string_view name) {
  int64_t id = 0;
  if (name.starts_with(kCollection)) {
    const std::string_view digits = name.substr(kCollection.size());
    if (!digits.empty() && digits[0] != '0' &&
        digits.find_first_not_of("0123456789") == std::string_view::npos &&
        absl::SimpleAtoi(std::string(digits), &id)) {
      return id;
    }
  }
  return InvalidField("name", "is not the name of an item", "send suspenseItems/ and its id");
}

// All but what is sealed.
void ToMessage(const SuspenseItem& item, v1::SuspenseItem& message) {
  using google::protobuf::util::TimeUtil;
  message.set_name(absl::StrCat(std::string(kCollection), item.id));
  message.set_state(std::string(SuspenseStateText(item.state)));
  message.set_reason(std::string(ParkReasonText(item.reason)));
  message.set_source(item.source);
  message.set_reference(item.reference);
  message.set_area(item.area.ToString());
  message.set_value_date(item.day.ToString());
  message.set_amount_vnd(item.amount.amount_vnd());
  message.set_purpose(item.kind == TransactionKind::kPenaltyPayment ? "PENALTY" : "CONTRIBUTION");
  if (item.payer != PayerId()) message.set_payer(item.payer.ToName());
  *message.mutable_create_time() = TimeUtil::MicrosecondsToTimestamp(item.created_us);
  *message.mutable_update_time() = TimeUtil::MicrosecondsToTimestamp(item.updated_us);
  if (item.refund_reason.empty()) return;
  message.set_refund_date(item.refund_day.ToString());
  message.set_refund_reason(item.refund_reason);
  message.set_decision(item.decision);
}

absl::StatusOr<std::string> Unseal(const KeyRing& keys, const std::string& sealed) {
  if (sealed.empty()) return "";
  absl::StatusOr<std::string> text = keys.Open(sealed);
  if (text.ok()) return text;
  return absl::DataLossError(
      "a stored text cannot be decrypted; check that the key file is this database's");
}

}  // namespace

grpc::ServerUnaryReactor* SuspenseServiceImpl::ListSuspenseItems(
    grpc::CallbackServerContext* context, const v1::ListSuspenseItemsRequest* request,
    v1::ListSuspenseItemsResponse* response) {
  return rpc::RunUnary(context, parts_.executor,
                       [this, request, response] { return List(*request, *response); });
}

grpc::ServerUnaryReactor* SuspenseServiceImpl::GetSuspenseItem(
    grpc::CallbackServerContext* context, const v1::GetSuspenseItemRequest* request,
    v1::SuspenseItem* response) {
  return rpc::RunUnary(context, parts_.executor,
                       [this, request, response] { return Get(*request, *response); });
}

grpc::ServerUnaryReactor* SuspenseServiceImpl::AssignSuspenseItem(
    grpc::CallbackServerContext* context, const v1::AssignSuspenseItemRequest* request,
    v1::SuspenseItem* response) {
  return rpc::RunUnary(context, parts_.executor,
                       [this, request, response] { return Assign(*request, *response); });
}

grpc::ServerUnaryReactor* SuspenseServiceImpl::RefundSuspenseItem(
    grpc::CallbackServerContext* context, const v1::RefundSuspenseItemRequest* request,
    v1::SuspenseItem* response) {
  return rpc::RunUnary(context, parts_.executor,
                       [this, request, response] { return Refund(*request, *response); });
}

absl::Status SuspenseServiceImpl::List(const v1::ListSuspenseItemsRequest& request,
                                       v1::ListSuspenseItemsResponse& response) const {
  suspense_store::Filter filter;
  if (!request.state().empty()) {
    filter.state = ParseSuspenseState(request.state());
    if (!filter.state.has_value()) {
      return InvalidField("state", "is not a state of an item",
                          "send OPEN, ASSIGNED, REFUNDED or REVERSED, or leave it out");
    }
  }
  if (!request.area().empty()) {
    const absl::StatusOr<AreaCode> area = AreaCode::Parse(request.area());
    if (!area.ok()) return WithField(area.status(), "area");
    filter.area = *area;
  }
  const std::string query = absl::StrCat("suspense items|", request.state(), "|", request.area());
  BAOPHU_ASSIGN(const rpc::Page page, rpc::Page::Open(parts_.keys, query, request));
  BAOPHU_ASSIGN(const int64_t after, page.after_id());
  std::vector<SuspenseItem> items;
  BAOPHU_TRY(parts_.database.Read([&](soci::session& session) {
    response.set_revision(ReadFeedBounds(session).revision);
    items = suspense_store::List(session, filter, after, page.limit());
    return absl::OkStatus();
  }));
  response.set_next_page_token(page.Cut(items, [](const SuspenseItem& item) { return item.id; }));
  for (const SuspenseItem& item : items) ToMessage(item, *response.add_suspense_items());
  return absl::OkStatus();
}

absl::Status SuspenseServiceImpl::Get(const v1::GetSuspenseItemRequest& request,
                                      v1::SuspenseItem& response) const {
  BAOPHU_ASSIGN(const int64_t id, ReadName(request.name()));
  std::optional<SuspenseItem> item;
  BAOPHU_TRY(parts_.database.Read([&](soci::session& session) {
    response.set_revision(ReadFeedBounds(session).revision);
    item = suspense_store::Read(session, id);
    return absl::OkStatus();
  }));
  if (!item.has_value()) {
    return FaultStatus(absl::StatusCode::kNotFound, "UNKNOWN_SUSPENSE_ITEM", "name",
                       "there is no such item", "list suspense items to see their names");
  }
  ToMessage(*item, response);
  BAOPHU_ASSIGN(*response.mutable_text(), Unseal(parts_.keys, item->sealed_text));
  BAOPHU_ASSIGN(*response.mutable_note(), Unseal(parts_.keys, item->sealed_note));
  return absl::OkStatus();
}

absl::StatusOr<std::string> SuspenseServiceImpl::SealNote(const std::string& note) const {
  const absl::StatusOr<std::string> normal = NormaliseText(note, kMaxNoteBytes);
  if (!normal.ok()) return WithField(normal.status(), "note");
  return normal->empty() ? "" : parts_.keys.Seal(*normal);
}

absl::StatusOr<PayerId> SuspenseServiceImpl::FindPayer(const std::string& payer) const {
  if (const std::optional<PayerId> named = PayerId::FromName(payer)) {
    bool known = false;
    BAOPHU_TRY(parts_.database.Read([&](soci::session& session) {
      const int64_t number = named->number();
      known = !job_store::KnownEmployers(session, {&number, 1}).empty() ||
              !ledger_store::ListOfPayer(session, *named, 0, 1).empty();
      return absl::OkStatus();
    }));
    if (known) return *named;
    return FaultStatus(absl::StatusCode::kNotFound, "UNKNOWN_PAYER", "payer",
                       "no payer of this name is known here",
                       "send its code, as employer: and a unit code");
  }
  if (!IsPayerCode(payer)) {
    return InvalidField(
        "payer", "is neither a code nor a name of a payer",
        "send employer:, person: or household: and a code, or employers/ and an id");
  }
  BAOPHU_ASSIGN(const std::vector<std::optional<PayerId>> found, parts_.payers.Resolve({payer}));
  if (found.front().has_value()) return *found.front();
  return FaultStatus(absl::StatusCode::kNotFound, "UNKNOWN_PAYER", "payer",
                     "participant knows no payer with this code",
                     "check the code, or load the payer there first");
}

absl::Status SuspenseServiceImpl::Assign(const v1::AssignSuspenseItemRequest& request,
                                         v1::SuspenseItem& response) const {
  BAOPHU_ASSIGN(const int64_t id, ReadName(request.name()));
  BAOPHU_ASSIGN(const std::string sealed_note, SealNote(request.note()));
  BAOPHU_ASSIGN(const PayerId payer, FindPayer(request.payer()));
  return WriteOnce(
      parts_.committer, parts_.keys, request, response, [&](Commit& commit) -> absl::Status {
        const auto catalogue = parts_.catalogues.Get(commit.session());
        LedgerWrite write{commit.session(),  *catalogue,      parts_.law,
                          commit.revision(), commit.now_us(), {}};
        BAOPHU_ASSIGN(const SuspenseItem item, AssignItem(write, id, payer, sealed_note));
        AddAreaMonthEntries(commit, write.touched);
        ToMessage(item, response);
        return absl::OkStatus();
      });
}

absl::Status SuspenseServiceImpl::Refund(const v1::RefundSuspenseItemRequest& request,
                                         v1::SuspenseItem& response) const {
  BAOPHU_ASSIGN(const int64_t id, ReadName(request.name()));
  ItemRefund refund;
  BAOPHU_ASSIGN(refund.sealed_note, SealNote(request.note()));
  BAOPHU_ASSIGN(const std::optional<Day> day, ReadRefundDate(request.refund_date()));
  BAOPHU_ASSIGN(refund.decision, ReadDecision(request.decision()));
  refund.reason = request.reason();
  return WriteOnce(parts_.committer, parts_.keys, request, response,
                   [&](Commit& commit) -> absl::Status {
                     refund.day = day.value_or(VietnamDay(commit.now_us()));
                     const auto catalogue = parts_.catalogues.Get(commit.session());
                     LedgerWrite write{commit.session(),  *catalogue,      parts_.law,
                                       commit.revision(), commit.now_us(), {}};
                     BAOPHU_ASSIGN(const SuspenseItem item, RefundItem(write, id, refund));
                     AddAreaMonthEntries(commit, write.touched);
                     ToMessage(item, response);
                     return absl::OkStatus();
                   });
}

}  // namespace baophu::contribution
