#include "services/cli/dialogues/dialogues_text.h"

#include <cstdint>
#include <map>
#include <string_view>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "absl/strings/substitute.h"
#include "services/cli/terminal/text_table.h"

namespace baophu::cli {
namespace {

namespace pb = contribution::v1;
using Align = TextTable::Align;

// What is written, in one language.
class Words {
 public:
  explicit Words(Language language) : language_(language) {}

  const char* Of(const char* vietnamese, const char* english) const {
    return language_ == Language::kVietnamese ? vietnamese : english;
  }
  std::string Number(int64_t number) const { return NumberText(number, language_); }
  // " (45,55%)"; nothing where there is no percentage.
  std::string InBrackets(const std::string& percent) const {
    return percent.empty() ? "" : absl::StrCat(" (", DecimalText(percent, language_), "%)");
  }
  std::string Percent(const std::string& percent) const {
    return percent.empty() ? "" : DecimalText(percent, language_);
  }
  // 2024-09-30 as 30/09/2024, in English as it is.
  std::string Date(const std::string& date) const {
    const std::vector<std::string> parts = absl::StrSplit(date, '-');
    if (language_ != Language::kVietnamese || parts.size() != 3) return date;
    return absl::StrCat(parts[2], "/", parts[1], "/", parts[0]);
  }

  std::string Attendance(const pb::DialogueInvitation& invitation) const {
    if (invitation.walk_in()) return Of("không mời, có dự", "came uninvited");
    if (invitation.attendance() == "ATTENDED") return Of("có dự", "attended");
    if (invitation.attendance() == "ABSENT") return Of("vắng", "absent");
    return "";
  }

  std::string State(const pb::DialogueInvitation& invitation) const {
    if (invitation.annulled()) return Of("đã huỷ", "annulled");
    if (!invitation.has_outcome()) return "";
    const std::string& state = invitation.outcome().commitment_state();
    if (state == "OPEN") return Of("chưa đến hạn", "open");
    if (state == "KEPT") return Of("thực hiện đủ", "kept");
    if (state == "PARTLY") return Of("thực hiện một phần", "partly kept");
    if (state == "BROKEN") return Of("không thực hiện", "broken");
    return "";
  }

  std::string Step(const pb::DialogueNextStep& step) const {
    static const auto* const kEnglish =
        new std::map<std::string, std::string>{{"REMINDER", "written reminder"},
                                               {"UNSCHEDULED_INSPECTION", "unscheduled inspection"},
                                               {"SPECIALISED_INSPECTION", "specialised inspection"},
                                               {"REFERRAL", "referral"},
                                               {"PUBLICATION", "publication"}};
    std::string name = step.display_name();
    if (language_ == Language::kEnglish) {
      const auto known = kEnglish->find(step.kind());
      name = known == kEnglish->end() ? step.kind() : known->second;
    }
    return absl::StrCat(Date(step.due_date()), " ", name,
                        step.officer().empty() ? "" : absl::StrCat(" (", step.officer(), ")"));
  }

  std::string Window(const pb::DialogueWindow& window) const {
    const char* const text =
        window.window() == "BEFORE_AND_AFTER"
            ? Of("Tiền thu tính từ ngày mời đến $0 ngày sau hội nghị, đến hết ngày $1",
                 "Money from the invitation to $0 days after the session, to the end of $1")
            : Of("Tiền thu tính từ ngày hội nghị đến $0 ngày sau, đến hết ngày $1",
                 "Money from the session to $0 days after it, to the end of $1");
    return absl::Substitute(text, window.window_days(), Date(window.as_of()));
  }

 private:
  const Language language_;
};

std::string FiguresText(const pb::DialogueFigures& figures, const Words& words) {
  const auto number = [&](int64_t value) { return words.Number(value); };
  std::string text =
      absl::Substitute(words.Of("Đơn vị được mời: $0 ($1 lượt), chậm đóng $2 đồng\n",
                                "Employers invited: $0 ($1 invitations), owing $2 đồng\n"),
                       number(figures.employer_count()), number(figures.invitation_count()),
                       number(figures.owed_vnd()));
  absl::StrAppend(&text, words.Of("Đơn vị dự: ", "Employers that came: "),
                  number(figures.attended_count()), words.InBrackets(figures.attended_percent()),
                  "\n");
  absl::StrAppend(
      &text, words.Of("Đơn vị đã đóng: ", "Employers that paid: "), number(figures.payer_count()),
      words.InBrackets(figures.payer_percent()),
      absl::Substitute(
          words.Of(", $0 đồng, trong đó thu hồi $1 đồng", ", $0 đồng, of which recovered $1 đồng"),
          number(figures.collected_vnd()), number(figures.recovered_vnd())),
      words.InBrackets(figures.recovery_percent()), "\n");
  if (figures.commitment_count() > 0) {
    absl::StrAppend(
        &text,
        absl::Substitute(
            words.Of("Cam kết: $0, $1 đồng, đã đóng đúng hạn $2 đồng; thực hiện đủ $3, một phần "
                     "$4, không thực hiện $5, chưa đến hạn $6\n",
                     "Commitments: $0, $1 đồng, of which paid in time $2 đồng; kept $3, partly $4, "
                     "broken $5, open $6\n"),
            number(figures.commitment_count()), number(figures.committed_vnd()),
            number(figures.commitment_paid_vnd()), number(figures.kept_count()),
            number(figures.partly_count()), number(figures.broken_count()),
            number(figures.open_count())));
  }
  if (figures.claimed_elsewhere_vnd() > 0) {
    absl::StrAppend(&text,
                    words.Of("Tiền trong thời gian này đã tính cho hội nghị sau: ",
                             "Money of these days that counts for later sessions: "),
                    number(figures.claimed_elsewhere_vnd()), " đồng\n");
  }
  return text;
}

std::string WalkInsText(const pb::DialogueFigures& figures, const Words& words) {
  if (figures.invitation_count() == 0) return "";
  return absl::Substitute(words.Of("Đơn vị dự không được mời: $0, chậm đóng $1 đồng, thu $2 đồng\n",
                                   "Came without being invited: $0, owing $1 đồng, paid $2 đồng\n"),
                          words.Number(figures.employer_count()), words.Number(figures.owed_vnd()),
                          words.Number(figures.collected_vnd()));
}

// Cells of figures in the order of FigureHeads.
std::vector<std::string> FigureHeads(const Words& words) {
  return {words.Of("Mời", "Invited"),
          words.Of("Chậm đóng (đồng)", "Owed (đồng)"),
          words.Of("Dự", "Came"),
          words.Of("Đã đóng", "Paid"),
          words.Of("Thu (đồng)", "Collected (đồng)"),
          words.Of("Thu hồi (%)", "Recovered (%)")};
}
std::vector<std::string> FigureCells(const pb::DialogueFigures& figures, const Words& words) {
  return {words.Number(figures.employer_count()), words.Number(figures.owed_vnd()),
          words.Number(figures.attended_count()), words.Number(figures.payer_count()),
          words.Number(figures.collected_vnd()),  words.Percent(figures.recovery_percent())};
}

// A table of some left columns and those of figures.
TextTable FiguresTable(std::vector<std::string> heads, const Words& words) {
  std::vector<Align> columns(heads.size(), Align::kLeft);
  const std::vector<std::string> figures = FigureHeads(words);
  columns.insert(columns.end(), figures.size(), Align::kRight);
  heads.insert(heads.end(), figures.begin(), figures.end());
  TextTable table(columns);
  table.Add(std::move(heads));
  table.AddRule();
  return table;
}

void AddFigures(TextTable& table, std::vector<std::string> cells,
                const pb::DialogueFigures& figures, const Words& words) {
  const std::vector<std::string> more = FigureCells(figures, words);
  cells.insert(cells.end(), more.begin(), more.end());
  table.Add(std::move(cells));
}

std::string MoreText(bool more, const Words& words) {
  return more ? words.Of("... và còn nữa\n", "... and more\n") : "";
}

}  // namespace

std::string DialogueTotalsText(const pb::DialogueTotals& totals, Language language) {
  const Words words(language);
  std::string text = absl::Substitute(
      words.Of("HỘI NGHỊ VỚI ĐƠN VỊ CHẬM ĐÓNG\n$0, từ $1 đến $2\n$3\n\n",
               "SESSIONS WITH LATE EMPLOYERS\n$0, $1 to $2\n$3\n\n"),
      totals.name().substr(0, totals.name().rfind('/')), words.Date(totals.from_date()),
      words.Date(totals.through_date()), words.Window(totals.window()));
  absl::StrAppend(&text, words.Of("Số hội nghị: ", "Sessions: "),
                  words.Number(totals.dialogue_count()), "\n", FiguresText(totals.invited(), words),
                  WalkInsText(totals.walk_ins(), words));
  if (totals.sessions_size() > 0) {
    TextTable table = FiguresTable(
        {words.Of("Hội nghị", "Session"), words.Of("Ngày", "Day"), words.Of("Địa bàn", "Area")},
        words);
    for (const pb::DialogueSessionTotals& each : totals.sessions()) {
      AddFigures(table, {each.dialogue(), words.Date(each.held_date()), each.area()},
                 each.invited(), words);
    }
    absl::StrAppend(&text, "\n", table.Text());
  }
  if (totals.officers_size() > 0) {
    TextTable table = FiguresTable({words.Of("Cán bộ", "Officer")}, words);
    for (const pb::DialogueOfficerTotals& each : totals.officers()) {
      AddFigures(
          table,
          {each.officer().empty() ? words.Of("(chưa phân công)", "(nobody)") : each.officer()},
          each.invited(), words);
    }
    absl::StrAppend(&text, "\n", table.Text());
  }
  return text;
}

std::string DialogueListText(const std::vector<pb::Dialogue>& dialogues, bool more,
                             Language language) {
  const Words words(language);
  TextTable table({Align::kLeft, Align::kLeft, Align::kLeft, Align::kLeft, Align::kLeft});
  table.Add({words.Of("Hội nghị", "Session"), words.Of("Ngày", "Day"), words.Of("Địa bàn", "Area"),
             words.Of("Biên bản", "Minutes"), words.Of("Tên", "Name")});
  table.AddRule();
  for (const pb::Dialogue& dialogue : dialogues) {
    table.Add({dialogue.name(), words.Date(dialogue.held_date()), dialogue.area(),
               dialogue.cancelled() ? words.Of("đã huỷ", "cancelled") : dialogue.minutes_number(),
               dialogue.display_name()});
  }
  return table.Text() + MoreText(more, words);
}

std::string DialogueText(const pb::Dialogue& dialogue,
                         const std::vector<pb::DialogueInvitation>& invitations, bool more,
                         Language language) {
  const Words words(language);
  std::string text = absl::StrCat(dialogue.name(), ", ", words.Date(dialogue.held_date()), ", ",
                                  words.Of("địa bàn ", "area "), dialogue.area());
  if (!dialogue.place().empty()) absl::StrAppend(&text, ", ", dialogue.place());
  absl::StrAppend(&text, "\n");
  if (!dialogue.display_name().empty()) absl::StrAppend(&text, dialogue.display_name(), "\n");
  if (dialogue.organisers_size() > 0) {
    absl::StrAppend(&text, words.Of("Tổ chức: ", "Held by: "),
                    absl::StrJoin(dialogue.organisers(), "; "), "\n");
  }
  if (dialogue.partners_size() > 0) {
    absl::StrAppend(&text, words.Of("Phối hợp: ", "With: "),
                    absl::StrJoin(dialogue.partners(), ", "), "\n");
  }
  if (dialogue.cancelled()) {
    absl::StrAppend(&text, words.Of("Đã huỷ: ", "Cancelled: "), dialogue.cancel_reason(), "\n");
  }
  if (!dialogue.minutes_number().empty()) {
    absl::StrAppend(&text, words.Of("Biên bản: ", "Minutes: "), dialogue.minutes_number(), ", ",
                    words.Date(dialogue.minutes_date()), "\n");
  }
  absl::StrAppend(&text, words.Window(dialogue.window()), "\n\n",
                  FiguresText(dialogue.invited(), words), WalkInsText(dialogue.walk_ins(), words));
  if (invitations.empty()) return text;
  TextTable table({Align::kLeft, Align::kLeft, Align::kRight, Align::kLeft, Align::kRight,
                   Align::kLeft, Align::kRight, Align::kLeft, Align::kLeft});
  table.Add({words.Of("Đơn vị", "Employer"), words.Of("Mời ngày", "Invited"),
             words.Of("Chậm đóng (đồng)", "Owed (đồng)"), words.Of("Dự", "Came"),
             words.Of("Cam kết (đồng)", "Committed (đồng)"), words.Of("Hạn", "By"),
             words.Of("Thu (đồng)", "Collected (đồng)"), words.Of("Kết quả", "Outcome"),
             words.Of("Việc tiếp theo", "Next")});
  table.AddRule();
  for (const pb::DialogueInvitation& each : invitations) {
    std::vector<std::string> next;
    for (const pb::DialogueNextStep& step : each.outcome().next_steps()) {
      next.push_back(words.Step(step));
    }
    table.Add({each.employer(), words.Date(each.invited_date()), words.Number(each.owed_vnd()),
               words.Attendance(each),
               each.committed_vnd() == 0 ? "" : words.Number(each.committed_vnd()),
               words.Date(each.commit_by_date()), words.Number(each.outcome().collected_vnd()),
               words.State(each), absl::StrJoin(next, words.Of(" hoặc ", " or "))});
  }
  return absl::StrCat(text, "\n", table.Text(), MoreText(more, words));
}

}  // namespace baophu::cli
