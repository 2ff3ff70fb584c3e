#include "services/contribution/recovery/collection_service.h"

#include <google/protobuf/util/time_util.h>

#include <algorithm>
#include <limits>
#include <optional>
#include <utility>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "common/feed/run_write.h"
#include "common/month/moment.h"
#include "common/rpc/page.h"
#include "common/rpc/unary.h"
#include "common/status/fault.h"
#include "common/status/try.h"
#include "services/contribution/ageing/arrears_request_service.h"
#include "services/contribution/ageing/late_employer.h"
#include "services/contribution/jobs/unknown_employer.h"
#include "services/contribution/recovery/evidence_store.h"
#include "services/contribution/recovery/letter.h"
#include "services/contribution/requests/remembered_write_service.h"

namespace baophu::contribution {
namespace {

constexpr int64_t kNow = std::numeric_limits<int64_t>::max();
constexpr size_t kMostNumberBytes = 100;
constexpr size_t kMostNoteBytes = 1'000;
constexpr size_t kMostAddresseeBytes = 300;

absl::Status CheckText(const std::string& field, const std::string& text, size_t most_bytes) {
  if (text.size() > most_bytes) {
    return InvalidField(field, absl::StrCat("has ", text.size(), " bytes"),
                        absl::StrCat("send at most ", most_bytes));
  }
  if (std::any_of(text.begin(), text.end(),
                  [](unsigned char c) { return absl::ascii_iscntrl(c); })) {
    return InvalidField(field, "has control characters or line breaks", "send one line of text");
  }
  return absl::OkStatus();
}

// The parts of `employers/{id}/{collection}/{rest}`.
struct PartName {
  PayerId employer;
  std::string rest;
};
absl::StatusOr<PartName> ReadPartName(const std::string& name, const std::string& collection) {
  const std::vector<std::string> parts = absl::StrSplit(name, '/');
  if (parts.size() == 4 && parts[2] == collection) {
    const auto employer = ReadEmployerName("name", absl::StrCat(parts[0], "/", parts[1]));
    if (employer.ok()) return PartName{*employer, parts[3]};
  }
  return InvalidField("name", absl::StrCat("is not of an employer's ", collection),
                      absl::StrCat("send employers/, an id, /", collection, "/ and which one"));
}

std::string StepName(PayerId employer, int64_t step_id) {
  return absl::StrCat(employer.ToName(), "/legalSteps/", step_id);
}

void ToMessage(const LegalStep& step, v1::LegalStep& message) {
  message.set_name(StepName(step.employer, step.step_id));
  message.set_kind(std::string(LegalStepKindText(step.kind)));
  message.set_number(step.number);
  message.set_date(step.day.ToString());
  if (step.delivered.has_value()) message.set_delivered_date(step.delivered->ToString());
  message.set_note(step.note);
  if (step.annuls != 0) message.set_annuls(StepName(step.employer, step.annuls));
  *message.mutable_recorded_time() =
      google::protobuf::util::TimeUtil::MicrosecondsToTimestamp(step.recorded_us);
}

absl::StatusOr<LegalStep> ReadStep(const v1::RecordLegalStepRequest& request) {
  LegalStep step;
  BAOPHU_ASSIGN(step.employer, ReadEmployerName("parent", request.parent()));
  const v1::LegalStep& sent = request.legal_step();
  const std::optional<LegalStepKind> kind = ParseLegalStepKind(sent.kind());
  if (!kind.has_value()) {
    return InvalidField("legal_step.kind", absl::StrCat("\"", sent.kind(), "\" is unknown"),
                        "send WRITTEN_DEMAND, SECOND_DEMAND, HAND_OVER, MINUTES, INSPECTION or "
                        "REMINDER");
  }
  step.kind = *kind;
  BAOPHU_TRY(CheckText("legal_step.number", sent.number(), kMostNumberBytes));
  if (sent.number().empty()) {
    return InvalidField("legal_step.number", "is empty", "send the number of the document");
  }
  BAOPHU_TRY(CheckText("legal_step.note", sent.note(), kMostNoteBytes));
  BAOPHU_ASSIGN(step.day, ReadDay("legal_step.date", sent.date()));
  if (!sent.delivered_date().empty()) {
    BAOPHU_ASSIGN(step.delivered, ReadDay("legal_step.delivered_date", sent.delivered_date()));
    if (*step.delivered < step.day) {
      return InvalidField("legal_step.delivered_date", "is before date",
                          "send the day on which the document arrived");
    }
  }
  step.number = sent.number();
  step.note = sent.note();
  return step;
}

absl::Status CheckNotInFuture(const std::string& field, Day day, Commit& commit) {
  if (day <= VietnamDay(commit.now_us())) return absl::OkStatus();
  return InvalidField(field, "is in the future", "send a day that has come");
}

absl::Status CheckEmployer(Commit& commit, PayerId employer, const std::string& field) {
  if (arrears_store::KnowsEmployer(commit.session(), employer)) return absl::OkStatus();
  return UnknownEmployer(field);
}

}  // namespace

grpc::ServerUnaryReactor* CollectionServiceImpl::RecordLegalStep(
    grpc::CallbackServerContext* context, const v1::RecordLegalStepRequest* request,
    v1::LegalStep* response) {
  return rpc::RunWrite(context, parts_.executor, [this, request, response](bool& replayed) {
    return Record(*request, replayed, *response);
  });
}

grpc::ServerUnaryReactor* CollectionServiceImpl::AnnulLegalStep(
    grpc::CallbackServerContext* context, const v1::AnnulLegalStepRequest* request,
    v1::LegalStep* response) {
  return rpc::RunWrite(context, parts_.executor, [this, request, response](bool& replayed) {
    return Annul(*request, replayed, *response);
  });
}

grpc::ServerUnaryReactor* CollectionServiceImpl::ListLegalSteps(
    grpc::CallbackServerContext* context, const v1::ListLegalStepsRequest* request,
    v1::ListLegalStepsResponse* response) {
  return rpc::RunUnary(context, parts_.executor,
                       [this, request, response] { return List(*request, *response); });
}

grpc::ServerUnaryReactor* CollectionServiceImpl::AssignOfficer(
    grpc::CallbackServerContext* context, const v1::AssignOfficerRequest* request,
    v1::OfficerAssignment* response) {
  return rpc::RunWrite(context, parts_.executor, [this, request, response](bool& replayed) {
    return Assign(*request, replayed, *response);
  });
}

grpc::ServerUnaryReactor* CollectionServiceImpl::ListOfficerWork(
    grpc::CallbackServerContext* context, const v1::ListOfficerWorkRequest* request,
    v1::ListOfficerWorkResponse* response) {
  return rpc::RunUnary(context, parts_.executor,
                       [this, request, response] { return ListWork(*request, *response); });
}

grpc::ServerUnaryReactor* CollectionServiceImpl::GetLetter(grpc::CallbackServerContext* context,
                                                           const v1::GetLetterRequest* request,
                                                           v1::Letter* response) {
  return rpc::RunUnary(context, parts_.executor,
                       [this, request, response] { return Get(*request, *response); });
}

absl::Status CollectionServiceImpl::Record(const v1::RecordLegalStepRequest& request,
                                           bool& replayed, v1::LegalStep& response) const {
  BAOPHU_ASSIGN(const LegalStep read, ReadStep(request));
  return RememberedWrite(
      parts_.committer, parts_.keys, request, replayed, response,
      [&](Commit& commit) -> absl::Status {
        BAOPHU_TRY(CheckEmployer(commit, read.employer, "parent"));
        BAOPHU_TRY(CheckNotInFuture("legal_step.date", read.day, commit));
        if (read.delivered.has_value()) {
          BAOPHU_TRY(CheckNotInFuture("legal_step.delivered_date", *read.delivered, commit));
        }
        LegalStep step = read;
        step.recorded_us = commit.now_us();
        step.step_id = evidence_store::AddStep(commit.session(), step);
        ToMessage(step, response);
        return absl::OkStatus();
      });
}

absl::Status CollectionServiceImpl::Annul(const v1::AnnulLegalStepRequest& request, bool& replayed,
                                          v1::LegalStep& response) const {
  BAOPHU_ASSIGN(const PartName name, ReadPartName(request.name(), "legalSteps"));
  BAOPHU_TRY(CheckText("note", request.note(), kMostNoteBytes));
  int64_t step_id = 0;
  // A name that is no number names no step.
  (void)absl::SimpleAtoi(name.rest, &step_id);
  return RememberedWrite(
      parts_.committer, parts_.keys, request, replayed, response,
      [&](Commit& commit) -> absl::Status {
        const std::vector<LegalStep> steps =
            evidence_store::ReadStepsOf(commit.session(), name.employer, kNow);
        const auto found = std::find_if(steps.begin(), steps.end(), [&](const LegalStep& step) {
          return step.step_id == step_id && step.annuls == 0;
        });
        if (found == steps.end()) {
          return FaultStatus(absl::StatusCode::kNotFound, "UNKNOWN_LEGAL_STEP", "name",
                             "the employer has no such step",
                             "send the name of one that is listed");
        }
        if (std::any_of(steps.begin(), steps.end(),
                        [&](const LegalStep& step) { return step.annuls == step_id; })) {
          return FaultStatus(absl::StatusCode::kFailedPrecondition, "ALREADY_ANNULLED", "name",
                             "the step is annulled already", "record it again if it was taken");
        }
        LegalStep step = *found;
        step.annuls = step_id;
        step.note = request.note();
        step.recorded_us = commit.now_us();
        step.step_id = evidence_store::AddStep(commit.session(), step);
        ToMessage(step, response);
        return absl::OkStatus();
      });
}

absl::Status CollectionServiceImpl::List(const v1::ListLegalStepsRequest& request,
                                         v1::ListLegalStepsResponse& response) const {
  BAOPHU_ASSIGN(const PayerId employer, ReadEmployerName("parent", request.parent()));
  BAOPHU_ASSIGN(const int64_t known_us, ReadKnown(request.as_known()));
  BAOPHU_ASSIGN(
      const rpc::Page page,
      rpc::Page::Open(parts_.keys,
                      absl::StrCat("legal steps of ", employer.number(), ":", known_us), request));
  BAOPHU_ASSIGN(const int64_t after, page.after_id());
  std::vector<LegalStep> steps;
  BAOPHU_TRY(parts_.database.Read([&](soci::session& session) {
    steps = evidence_store::ReadStepsOf(session, employer, known_us);
    return absl::OkStatus();
  }));
  std::erase_if(steps, [&](const LegalStep& step) { return step.step_id <= after; });
  if (static_cast<int64_t>(steps.size()) > page.limit()) {
    steps.resize(static_cast<size_t>(page.limit()));
  }
  response.set_next_page_token(page.Cut(steps, [](const LegalStep& step) { return step.step_id; }));
  for (const LegalStep& step : steps) ToMessage(step, *response.add_legal_steps());
  return absl::OkStatus();
}

absl::Status CollectionServiceImpl::Assign(const v1::AssignOfficerRequest& request, bool& replayed,
                                           v1::OfficerAssignment& response) const {
  const v1::OfficerAssignment& sent = request.officer_assignment();
  OfficerAssignment read;
  if (!sent.officer().empty()) {
    BAOPHU_ASSIGN(read.officer, ReadOfficerName("officer_assignment.officer", sent.officer()));
  }
  const bool of_area = sent.subject().starts_with("areas/");
  if (of_area) {
    BAOPHU_ASSIGN(read.area, ReadAreaName("officer_assignment.subject", sent.subject()));
  } else {
    BAOPHU_ASSIGN(read.employer, ReadEmployerName("officer_assignment.subject", sent.subject()));
  }
  BAOPHU_ASSIGN(read.from, ReadDay("officer_assignment.from_date", sent.from_date()));
  return RememberedWrite(
      parts_.committer, parts_.keys, request, replayed, response,
      [&](Commit& commit) -> absl::Status {
        if (!of_area) {
          BAOPHU_TRY(CheckEmployer(commit, read.employer, "officer_assignment.subject"));
        } else {
          BAOPHU_TRY(CheckAreaKnown(*parts_.catalogues.Get(commit.session()), read.area,
                                    "officer_assignment.subject"));
        }
        OfficerAssignment assignment = read;
        assignment.recorded_us = commit.now_us();
        evidence_store::AddAssignment(commit.session(), assignment);
        response.set_officer(sent.officer());
        response.set_subject(sent.subject());
        response.set_from_date(assignment.from.ToString());
        *response.mutable_recorded_time() =
            google::protobuf::util::TimeUtil::MicrosecondsToTimestamp(assignment.recorded_us);
        return absl::OkStatus();
      });
}

absl::Status CollectionServiceImpl::ListWork(const v1::ListOfficerWorkRequest& request,
                                             v1::ListOfficerWorkResponse& response) const {
  LateFilter filter;
  BAOPHU_ASSIGN(filter.officer, ReadOfficerName("parent", request.parent()));
  BAOPHU_ASSIGN(const arrears_store::KnownAt at, ReadKnownAt(request.as_of(), request.as_known()));
  BAOPHU_ASSIGN(const rpc::Page page,
                rpc::Page::Open(parts_.keys,
                                absl::StrCat("work:", request.parent(), ":", at.as_of.ToString(),
                                             ":", request.as_known()),
                                request));
  BAOPHU_ASSIGN(const auto picture, parts_.reader.Read(at));
  BAOPHU_ASSIGN(std::vector<LateEmployer> late,
                ListLate(*picture, parts_.classes, parts_.steps, filter, LateOrder::kNextStep));
  Vnd total;
  for (const LateEmployer& each : late) total += each.overdue;
  response.set_total_count(static_cast<int64_t>(late.size()));
  response.set_total_debt_vnd(total.amount_vnd());
  BAOPHU_ASSIGN(std::string token, CutPage(page, late));
  response.set_next_page_token(std::move(token));
  for (const LateEmployer& each : late) WriteLate(each, at.as_of, *response.add_late_employers());
  response.set_as_of(at.as_of.ToString());
  response.set_as_known(request.as_known());
  if (request.as_known().empty()) response.set_revision(picture->revision);
  return absl::OkStatus();
}

absl::Status CollectionServiceImpl::Get(const v1::GetLetterRequest& request,
                                        v1::Letter& response) const {
  BAOPHU_ASSIGN(const PartName name, ReadPartName(request.name(), "letters"));
  const std::optional<LegalStepKind> kind = ParseLegalStepKind(name.rest);
  if (kind != LegalStepKind::kWrittenDemand && kind != LegalStepKind::kSecondDemand &&
      kind != LegalStepKind::kReminder) {
    return InvalidField("name", absl::StrCat("\"", name.rest, "\" is not a kind of letter"),
                        "send WRITTEN_DEMAND, SECOND_DEMAND or REMINDER");
  }
  BAOPHU_TRY(CheckText("addressee", request.addressee(), kMostAddresseeBytes));
  BAOPHU_ASSIGN(const arrears_store::KnownAt at, ReadKnownAt(request.as_of(), request.as_known()));
  LetterContent content;
  content.step = parts_.steps.Find(*kind, at.as_of.month());
  if (content.step == nullptr) {
    return FaultStatus(absl::StatusCode::kFailedPrecondition, "NO_SUCH_LETTER", "name",
                       "the procedure of the day has no such letter", "send another kind");
  }
  BAOPHU_ASSIGN(const ReadEmployer read, parts_.reader.ReadOne(name.employer, at));
  if (!read.debt.OldestDue(at.as_of).has_value()) {
    return FaultStatus(absl::StatusCode::kNotFound, "NOTHING_DUE", "name",
                       "the employer owes no contributions that fell due by the day",
                       "send another employer or day");
  }
  content.addressee = request.addressee().empty()
                          ? absl::StrCat("Đơn vị có mã ", name.employer.ToName())
                          : request.addressee();
  content.day = at.as_of;
  content.reply_days = parts_.steps.WaitAfter(*kind, at.as_of.month());
  BAOPHU_ASSIGN(const ClassesOfMonth classes, parts_.classes.Of(at.as_of.month()));
  for (const ArrearsClass* each : classes.all()) {
    if (each->needs_reminder) content.evasion_days = each->over_days;
  }
  response.set_name(request.name());
  response.set_as_of(at.as_of.ToString());
  response.set_as_known(request.as_known());
  response.set_text(LetterText(content, read.debt));
  response.set_debt_vnd(Sum(read.debt.Overdue(at.as_of)).amount_vnd());
  response.set_interest_vnd(read.debt.interest.amount_vnd());
  response.set_accrued_interest_vnd(read.debt.accrued_interest.amount_vnd());
  if (request.as_known().empty()) response.set_revision(read.revision);
  return absl::OkStatus();
}

}  // namespace baophu::contribution
