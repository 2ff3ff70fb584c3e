#include "services/target/programmes/programme_message_service.h"

#include <array>
#include <optional>
#include <utility>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"

namespace baophu::target {
namespace {

std::string DayText(Day day) { return day == kNever ? "" : day.ToString(); }

// What of a draft depends on the content.
void ReadContent(const v1::Programme& programme, ProgrammeDraft& draft) {
  switch (programme.content_case()) {
    case v1::Programme::kCommittee: {
      const v1::Committee& committee = programme.committee();
      draft.content = ProgrammeContent::kCommittee;
      draft.party = committee.founder();
      draft.number = committee.decision_number();
      draft.regulation_number = committee.regulation_number();
      draft.regulation_date = committee.regulation_date();
      for (const v1::CommitteeMember& member : committee.members()) {
        draft.members.push_back({member.name(), member.position(), member.duty()});
      }
      for (const v1::CommitteeMeeting& meeting : committee.meetings()) {
        draft.meetings.push_back(
            {meeting.date(), meeting.number(), meeting.subject(), meeting.attended_count()});
      }
      return;
    }
    case v1::Programme::kDirective:
      draft.content = ProgrammeContent::kDirective;
      draft.party = programme.directive().issuer();
      draft.number = programme.directive().number();
      return;
    case v1::Programme::kAgreement: {
      const v1::Agreement& agreement = programme.agreement();
      draft.content = ProgrammeContent::kAgreement;
      draft.party = agreement.collector();
      draft.number = agreement.number();
      draft.point = agreement.point();
      draft.contract_number = agreement.contract_number();
      draft.contract_end_date = agreement.contract_end_date();
      return;
    }
    case v1::Programme::kConference:
      draft.content = ProgrammeContent::kConference;
      draft.party = programme.conference().organiser();
      return;
    case v1::Programme::kSponsorship:
      draft.content = ProgrammeContent::kSponsorship;
      draft.party = programme.sponsorship().donor();
      draft.beneficiaries = programme.sponsorship().beneficiaries();
      return;
    case v1::Programme::kModel:
      draft.content = ProgrammeContent::kModel;
      draft.party = programme.model().organiser();
      return;
    case v1::Programme::kCampaign:
      draft.content = ProgrammeContent::kCampaign;
      draft.party = programme.campaign().organiser();
      return;
    case v1::Programme::CONTENT_NOT_SET:
      return;
  }
}

void FillCommittee(const Programme& programme, v1::Committee& committee) {
  committee.set_founder(programme.party);
  committee.set_decision_number(programme.number);
  committee.set_regulation_number(programme.regulation_number);
  committee.set_regulation_date(DayText(programme.regulation_day));
  for (const CommitteeMember& member : programme.members) {
    v1::CommitteeMember* const out = committee.add_members();
    out->set_name(member.name);
    out->set_position(member.position);
    out->set_duty(member.duty);
  }
  for (const CommitteeMeeting& meeting : programme.meetings) {
    v1::CommitteeMeeting* const out = committee.add_meetings();
    out->set_date(meeting.day.ToString());
    out->set_number(meeting.number);
    out->set_subject(meeting.subject);
    out->set_attended_count(meeting.attended_count);
  }
}

void FillContent(const Programme& programme, ProgrammeContent content, v1::Programme& message) {
  switch (content) {
    case ProgrammeContent::kCommittee:
      FillCommittee(programme, *message.mutable_committee());
      return;
    case ProgrammeContent::kDirective:
      message.mutable_directive()->set_issuer(programme.party);
      message.mutable_directive()->set_number(programme.number);
      return;
    case ProgrammeContent::kAgreement: {
      v1::Agreement& agreement = *message.mutable_agreement();
      agreement.set_collector(programme.party);
      agreement.set_number(programme.number);
      agreement.set_point(programme.point);
      agreement.set_contract_number(programme.contract_number);
      agreement.set_contract_end_date(DayText(programme.contract_end_day));
      return;
    }
    case ProgrammeContent::kConference:
      message.mutable_conference()->set_organiser(programme.party);
      return;
    case ProgrammeContent::kSponsorship:
      message.mutable_sponsorship()->set_donor(programme.party);
      message.mutable_sponsorship()->set_beneficiaries(programme.beneficiaries);
      return;
    case ProgrammeContent::kModel:
      message.mutable_model()->set_organiser(programme.party);
      return;
    case ProgrammeContent::kCampaign:
      message.mutable_campaign()->set_organiser(programme.party);
      return;
  }
}

// The parts of a text of an import's list, such as "SESSIONS:160:0".
template <size_t kCount>
std::optional<std::array<std::string, kCount>> PartsOf(const std::string& text, char separator) {
  const std::vector<std::string> parts = absl::StrSplit(text, separator);
  if (parts.size() != kCount) return std::nullopt;
  std::array<std::string, kCount> array;
  for (size_t i = 0; i < kCount; ++i) array[i] = parts[i];
  return array;
}

}  // namespace

ProgrammeDraft DraftOf(const std::string& programme_id, const v1::Programme& programme) {
  ProgrammeDraft draft;
  draft.programme_id = programme_id;
  draft.kind = programme.kind();
  draft.area = programme.area();
  draft.title = programme.title();
  draft.first_date = programme.first_date();
  draft.last_date = programme.last_date();
  draft.done_date = programme.done_date();
  draft.deadline = programme.deadline();
  draft.end_date = programme.end_date();
  draft.part_of = programme.part_of();
  draft.withdrawal = programme.withdrawal();
  for (const v1::ProgrammeFigure& figure : programme.figures()) {
    draft.figures.push_back({figure.figure(), figure.planned(), figure.done()});
  }
  ReadContent(programme, draft);
  return draft;
}

ProgrammeDraft DraftOf(const v1::ProgrammeRow& row, std::vector<Problem>& problems) {
  ProgrammeDraft draft;
  draft.programme_id = row.programme_id();
  draft.kind = row.kind();
  draft.area = row.area();
  draft.title = row.title();
  draft.first_date = row.first_date();
  draft.last_date = row.last_date();
  draft.done_date = row.done_date();
  draft.deadline = row.deadline();
  draft.end_date = row.end_date();
  if (!row.part_of().empty()) draft.part_of = absl::StrCat("programmes/", row.part_of());
  draft.party = row.party();
  draft.number = row.number();
  draft.regulation_number = row.regulation_number();
  draft.regulation_date = row.regulation_date();
  draft.point = row.point();
  draft.contract_number = row.contract_number();
  draft.contract_end_date = row.contract_end_date();
  draft.beneficiaries = row.beneficiaries();
  draft.withdrawal = row.withdrawal();
  for (const std::string& text : row.figures()) {
    const auto parts = PartsOf<3>(text, ':');
    ProgrammeFigure figure;
    if (parts.has_value() && absl::SimpleAtoi((*parts)[1], &figure.planned) &&
        absl::SimpleAtoi((*parts)[2], &figure.done)) {
      figure.figure = (*parts)[0];
      draft.figures.push_back(std::move(figure));
    } else {
      problems.push_back({"figures", "INVALID_LIST", "holds what is no figure",
                          "write FIGURE:planned:done joined by '+', such as SESSIONS:160:12"});
    }
  }
  for (const std::string& text : row.members()) {
    const auto parts = PartsOf<3>(text, '|');
    if (parts.has_value()) {
      draft.members.push_back({(*parts)[0], (*parts)[1], (*parts)[2]});
    } else {
      problems.push_back({"members", "INVALID_LIST", "holds what is no member",
                          "write name|position|duty joined by '+'"});
    }
  }
  for (const std::string& text : row.meetings()) {
    const auto parts = PartsOf<4>(text, '|');
    MeetingDraft meeting;
    if (parts.has_value() && absl::SimpleAtoi((*parts)[3], &meeting.attended_count)) {
      meeting.date = (*parts)[0];
      meeting.number = (*parts)[1];
      meeting.subject = (*parts)[2];
      draft.meetings.push_back(std::move(meeting));
    } else {
      problems.push_back({"meetings", "INVALID_LIST", "holds what is no meeting",
                          "write date|number|subject|attended_count joined by '+'"});
    }
  }
  return draft;
}

void ToMessage(const Programme& programme, const ProgrammeCatalogue& catalogue, Day today,
               v1::Programme& message) {
  message.set_name(absl::StrCat("programmes/", programme.programme_id));
  message.set_kind(programme.kind);
  message.set_area(programme.area.ToString());
  message.set_title(programme.title);
  message.set_first_date(programme.first_day.ToString());
  message.set_last_date(programme.last_day.ToString());
  message.set_done_date(DayText(programme.done_day));
  message.set_deadline(DayText(programme.deadline_day));
  message.set_end_date(DayText(programme.end_day));
  if (!programme.part_of.empty()) {
    message.set_part_of(absl::StrCat("programmes/", programme.part_of));
  }
  for (const ProgrammeFigure& figure : programme.figures) {
    v1::ProgrammeFigure* const out = message.add_figures();
    out->set_figure(figure.figure);
    out->set_planned(figure.planned);
    out->set_done(figure.done);
  }
  const ProgrammeKind* const kind = catalogue.FindKind(programme.kind, programme.first_day.month());
  if (kind != nullptr) FillContent(programme, kind->content, message);
  message.set_withdrawal(programme.withdrawal);
  message.set_state(programme.withdrawal.empty() ? ProgrammeStateText(StateOf(programme, today))
                                                 : "WITHDRAWN");
  message.set_revision(programme.revision);
  message.set_replaced_revision(programme.next_revision);
}

void ToMessage(const CountedFigure& figure, v1::CountedFigure& message) {
  message.set_figure(figure.code);
  message.set_unit_vi(figure.unit_vi);
  message.set_unit_en(figure.unit_en);
  message.set_display_name_vi(figure.name_vi);
  message.set_display_name_en(figure.name_en);
}

void ToMessage(const ProgrammeKind& kind, const ProgrammeCatalogue& catalogue,
               v1::ProgrammeKind& message) {
  message.set_name(absl::StrCat("programmeKinds/", kind.code, ".", kind.valid_from.ToString()));
  message.set_code(kind.code);
  message.set_content(ProgrammeContentText(kind.content));
  for (const std::string& figure : kind.figures) {
    ToMessage(*catalogue.FindFigure(figure), *message.add_figures());
  }
  message.set_yearly(kind.yearly);
  for (const auto& [level, scope] : kind.complete_of) {
    v1::CompletenessScope* const out = message.add_scopes();
    out->set_level(ProgrammeLevelText(level));
    out->set_scope(ProgrammeScopeText(scope));
  }
  message.set_display_name_vi(kind.name_vi);
  message.set_display_name_en(kind.name_en);
  message.set_valid_from(kind.valid_from.ToString());
  if (kind.valid_to != Month::Max()) message.set_valid_to(kind.valid_to.ToString());
  message.set_source(kind.source);
}

}  // namespace baophu::target
