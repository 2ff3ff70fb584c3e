#include "services/target/programmes/records/programme_rules.h"

#include <algorithm>
#include <cctype>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "common/text/normalise.h"

namespace baophu::target {
namespace {

constexpr size_t kMaxIdBytes = 63;
constexpr size_t kMaxTextBytes = 500;
constexpr size_t kMaxMembers = 200;
constexpr size_t kMaxMeetings = 200;
// Ten thousand billion đồng; sums of 900,000 such records still fit.
constexpr int64_t kMaxValue = 10'000'000'000'000;
// Shorter than any number of a person: 9 digits of the old identity card, 10 of social
// insurance and of telephones, 12 of the citizen's card.
constexpr int kPersonalDigits = 9;
constexpr char kPartsPrefix[] = "programmes/";

// Collects what is wrong with one draft.
class ProgrammeReader {
 public:
  ProgrammeReader(const ProgrammeDraft& draft, const ProgrammeCatalogue& catalogue, Day today,
                  Programme& programme)
      : draft_(draft), catalogue_(catalogue), today_(today), programme_(programme) {}

  std::vector<Problem> Read() {
    programme_ = Programme();
    ReadIds();
    const bool has_period = ReadPeriod();
    ReadDays();
    ReadText("title", draft_.title, programme_.title);
    ReadText("withdrawal", draft_.withdrawal, programme_.withdrawal);
    if (programme_.title.empty() && problems_.empty()) {
      Add("title", "MISSING_TITLE", "is empty", "write what the record is called");
    }
    if (!has_period) return std::move(problems_);
    const ProgrammeKind* kind = catalogue_.FindKind(draft_.kind, programme_.first_day.month());
    if (kind == nullptr) {
      Add("kind", "UNKNOWN_KIND", "is no kind of programmes on the first day",
          absl::StrCat("write one of ", absl::StrJoin(catalogue_.kinds(), ", ", AppendCode())));
      return std::move(problems_);
    }
    programme_.kind = kind->code;
    if (draft_.content.has_value() && *draft_.content != kind->content) {
      Add("content", "OTHER_CONTENT", "is not that of the kind",
          absl::StrCat("send the content ", ProgrammeContentText(kind->content)));
      return std::move(problems_);
    }
    ReadContent(kind->content);
    ReadFigures(*kind);
    return std::move(problems_);
  }

 private:
  struct AppendCode {
    template <typename Row>
    void operator()(std::string* out, const Row& row) const {
      absl::StrAppend(out, row.code);
    }
  };

  void Add(std::string field, std::string reason, std::string problem, std::string remedy) {
    problems_.push_back(
        {std::move(field), std::move(reason), std::move(problem), std::move(remedy)});
  }

  void ReadIds() {
    constexpr char kRemedy[] =
        "1 to 63 of a-z, 0-9, '-', '_' and '.', beginning with a letter or digit";
    if (IsProgrammeId(draft_.programme_id)) {
      programme_.programme_id = draft_.programme_id;
    } else {
      Add("programme_id", "INVALID_ID", "cannot be an id", absl::StrCat("write ", kRemedy));
    }
    const absl::StatusOr<AreaCode> area = AreaCode::Parse(draft_.area);
    if (area.ok()) {
      programme_.area = *area;
    } else {
      Add("area", "INVALID_AREA", "is no area code", "write 2, 3 or 5 digits");
    }
    if (draft_.part_of.empty()) return;
    const std::string_view part_of = draft_.part_of;
    if (part_of.starts_with(kPartsPrefix) &&
        IsProgrammeId(part_of.substr(sizeof(kPartsPrefix) - 1))) {
      programme_.part_of = part_of.substr(sizeof(kPartsPrefix) - 1);
    } else {
      Add("part_of", "INVALID_NAME", "is no programme", "write programmes/{programme_id}");
    }
  }

  // An empty day stays as it is, which is only right where it may be empty.
  bool ReadDay(const char* field, const std::string& text, Day& day) {
    if (text.empty()) return true;
    const absl::StatusOr<Day> parsed = Day::Parse(text);
    if (parsed.ok()) {
      day = *parsed;
      return true;
    }
    Add(field, "INVALID_DATE", "is no day", "write YYYY-MM-DD");
    return false;
  }

  bool ReadPeriod() {
    bool sound = true;
    const auto read = [&](const char* field, const std::string& text, Day& day) {
      if (text.empty()) {
        Add(field, "MISSING_DATE", "is empty", "write the period that the record belongs to");
        sound = false;
      } else {
        sound = ReadDay(field, text, day) && sound;
      }
    };
    read("first_date", draft_.first_date, programme_.first_day);
    read("last_date", draft_.last_date, programme_.last_day);
    if (sound && programme_.last_day < programme_.first_day) {
      Add("last_date", "LAST_BEFORE_FIRST", "is before first_date", "exchange the two");
    }
    return sound;
  }

  void ReadDays() {
    ReadDay("done_date", draft_.done_date, programme_.done_day);
    ReadDay("deadline", draft_.deadline, programme_.deadline_day);
    ReadDay("end_date", draft_.end_date, programme_.end_day);
    if (programme_.done_day != kNever && today_ < programme_.done_day) {
      Add("done_date", "FUTURE_DATE", "is after today",
          "leave it out until it is done; a plan has a deadline");
    }
    if (programme_.end_day == kNever) return;
    if (programme_.done_day == kNever) {
      Add("end_date", "END_OF_NOTHING", "ends what is not done", "write done_date too");
    } else if (programme_.end_day < programme_.done_day) {
      Add("end_date", "END_BEFORE_DONE", "is before done_date", "write that day or a later one");
    }
  }

  // Text without what could be a number of a person.
  void ReadText(const std::string& field, const std::string& text, std::string& out) {
    const absl::StatusOr<std::string> normal = NormaliseText(text, kMaxTextBytes);
    if (!normal.ok()) {
      Add(field, "INVALID_TEXT", "is not plain text, or too long",
          absl::StrCat("write at most ", kMaxTextBytes,
                       " bytes of UTF-8 without control characters"));
      return;
    }
    int digits = 0;
    for (const char c : *normal) {
      digits = c >= '0' && c <= '9' ? digits + 1 : 0;
      if (digits < kPersonalDigits) continue;
      Add(field, "PERSONAL_NUMBER", "holds a number that could be a person's",
          absl::StrCat("leave numbers of ", kPersonalDigits, " digits and more out"));
      return;
    }
    out = *normal;
  }

  // A text that is of some contents only, and needed by what is done of some.
  void ReadTextOf(bool belongs, bool needed, const std::string& field, const std::string& text,
                  std::string& out) {
    if (!belongs && !text.empty()) {
      Add(field, "NOT_OF_THIS_KIND", "is nothing that this kind has", "leave it out");
      return;
    }
    ReadText(field, text, out);
    if (needed && text.empty() && programme_.done_day != kNever) {
      Add(field, "MISSING_TEXT", "is empty although it is done",
          "write it, or leave done_date out");
    }
  }

  void ReadContent(ProgrammeContent content) {
    const bool committee = content == ProgrammeContent::kCommittee;
    const bool directive = content == ProgrammeContent::kDirective;
    const bool agreement = content == ProgrammeContent::kAgreement;
    const bool sponsorship = content == ProgrammeContent::kSponsorship;
    ReadTextOf(true, directive || agreement || sponsorship, "party", draft_.party,
               programme_.party);
    ReadTextOf(committee || directive || agreement, directive, "number", draft_.number,
               programme_.number);
    ReadTextOf(committee, false, "regulation_number", draft_.regulation_number,
               programme_.regulation_number);
    ReadTextOf(agreement, false, "point", draft_.point, programme_.point);
    ReadTextOf(agreement, false, "contract_number", draft_.contract_number,
               programme_.contract_number);
    ReadTextOf(sponsorship, sponsorship, "beneficiaries", draft_.beneficiaries,
               programme_.beneficiaries);
    ReadDayOf(committee, "regulation_date", draft_.regulation_date, programme_.regulation_day);
    ReadDayOf(agreement, "contract_end_date", draft_.contract_end_date,
              programme_.contract_end_day);
    if (programme_.done_day != kNever && programme_.contract_end_day < programme_.done_day) {
      Add("contract_end_date", "CONTRACT_ENDED",
          absl::StrCat("the collector's contract ended on ", programme_.contract_end_day.ToString(),
                       ", before the agreement was signed"),
          "renew the contract first, and write the last day of the new one");
    }
    ReadCommittee(committee);
  }

  void ReadDayOf(bool belongs, const char* field, const std::string& text, Day& day) {
    if (belongs || text.empty()) {
      ReadDay(field, text, day);
    } else {
      Add(field, "NOT_OF_THIS_KIND", "is nothing that this kind has", "leave it out");
    }
  }

  void ReadCommittee(bool committee) {
    if (!committee) {
      if (!draft_.members.empty() || !draft_.meetings.empty()) {
        Add(draft_.members.empty() ? "meetings" : "members", "NOT_OF_THIS_KIND",
            "are those of committees", "leave them out");
      }
      return;
    }
    if (draft_.members.size() > kMaxMembers || draft_.meetings.size() > kMaxMeetings) {
      Add(draft_.members.size() > kMaxMembers ? "members" : "meetings", "TOO_MANY", "are too many",
          absl::StrCat("send at most ", kMaxMembers));
      return;
    }
    for (size_t i = 0; i < draft_.members.size(); ++i) {
      const std::string field = absl::StrCat("members[", i, "]");
      CommitteeMember member;
      ReadText(field + ".name", draft_.members[i].name, member.name);
      ReadText(field + ".position", draft_.members[i].position, member.position);
      ReadText(field + ".duty", draft_.members[i].duty, member.duty);
      if (draft_.members[i].name.empty() || draft_.members[i].duty.empty()) {
        Add(field, "MISSING_TEXT", "has no name or no duty", "write both");
      }
      programme_.members.push_back(std::move(member));
    }
    for (size_t i = 0; i < draft_.meetings.size(); ++i) ReadMeeting(i);
    std::stable_sort(
        programme_.meetings.begin(), programme_.meetings.end(),
        [](const CommitteeMeeting& a, const CommitteeMeeting& b) { return a.day < b.day; });
  }

  void ReadMeeting(size_t i) {
    const MeetingDraft& draft = draft_.meetings[i];
    const std::string field = absl::StrCat("meetings[", i, "]");
    CommitteeMeeting meeting;
    const absl::StatusOr<Day> day = Day::Parse(draft.date);
    if (!day.ok() || today_ < *day) {
      Add(field + ".date", day.ok() ? "FUTURE_DATE" : "INVALID_DATE",
          day.ok() ? "is after today" : "is no day", "write YYYY-MM-DD, when it was held");
      return;
    }
    meeting.day = *day;
    ReadText(field + ".number", draft.number, meeting.number);
    ReadText(field + ".subject", draft.subject, meeting.subject);
    if (draft.attended_count < 0) {
      Add(field + ".attended_count", "NEGATIVE_VALUE", "is negative",
          "write a whole number from 0");
    }
    meeting.attended_count = draft.attended_count;
    programme_.meetings.push_back(std::move(meeting));
  }

  void ReadFigures(const ProgrammeKind& kind) {
    for (size_t i = 0; i < draft_.figures.size(); ++i) {
      const ProgrammeFigure& figure = draft_.figures[i];
      const std::string field = absl::StrCat("figures[", i, "]");
      if (!kind.Counts(figure.figure)) {
        Add(field + ".figure", "UNKNOWN_FIGURE", "is nothing that the kind counts",
            kind.figures.empty()
                ? "leave figures out"
                : absl::StrCat("write one of ", absl::StrJoin(kind.figures, ", ")));
        continue;
      }
      for (const auto& [name, value] :
           {std::pair("planned", figure.planned), std::pair("done", figure.done)}) {
        if (value >= 0 && value <= kMaxValue) continue;
        Add(absl::StrCat(field, ".", name), value < 0 ? "NEGATIVE_VALUE" : "INVALID_VALUE",
            absl::StrCat("is ", value), absl::StrCat("write a whole number from 0 to ", kMaxValue));
      }
      programme_.figures.push_back(figure);
    }
    std::stable_sort(
        programme_.figures.begin(), programme_.figures.end(),
        [](const ProgrammeFigure& a, const ProgrammeFigure& b) { return a.figure < b.figure; });
    const auto twice = std::adjacent_find(
        programme_.figures.begin(), programme_.figures.end(),
        [](const ProgrammeFigure& a, const ProgrammeFigure& b) { return a.figure == b.figure; });
    if (twice != programme_.figures.end()) {
      Add("figures", "FIGURE_TWICE", absl::StrCat("hold ", twice->figure, " twice"),
          "send each figure once");
    }
  }

  const ProgrammeDraft& draft_;
  const ProgrammeCatalogue& catalogue_;
  const Day today_;
  Programme& programme_;
  std::vector<Problem> problems_;
};

}  // namespace

std::vector<Problem> CheckProgramme(const ProgrammeDraft& draft,
                                    const ProgrammeCatalogue& catalogue, Day today,
                                    Programme& programme) {
  return ProgrammeReader(draft, catalogue, today, programme).Read();
}

bool IsProgrammeId(std::string_view text) {
  const auto is_word = [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'); };
  return !text.empty() && text.size() <= kMaxIdBytes && is_word(text.front()) &&
         std::all_of(text.begin(), text.end(),
                     [&](char c) { return is_word(c) || c == '-' || c == '_' || c == '.'; });
}

}  // namespace baophu::target
