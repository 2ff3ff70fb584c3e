#include "services/cli/period/field_work_figures.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/substitute.h"
#include "services/cli/period/period_words.h"
#include "services/cli/period/programme_words.h"

namespace baophu::cli {
namespace {

namespace pb = target::v1;

class FigureList {
 public:
  FigureList(const pb::FieldWork& work, Language language) : work_(work), language_(language) {}

  std::vector<FieldWorkFigure> Make() {
    if (work_.dialogues().dialogue_count() > 0) Dialogues(work_.dialogues());
    for (const pb::CompletenessRow& row : work_.completeness()) Completeness(row);
    for (const pb::ProgrammeTotal& total : work_.programmes()) Programme(total);
    if (work_.network().collector_count() > 0) Network(work_.network());
    for (const auto& kind : work_.retention().paid_periods()) Retention(kind);
    return std::move(figures_);
  }

 private:
  std::string Say(std::string_view vietnamese, std::string_view english) const {
    return cli::Say(language_, vietnamese, english);
  }
  std::string PathOf(std::string_view measure) const {
    for (const pb::FigureLink& link : work_.links()) {
      if (link.measure() == measure) return link.path();
    }
    return "";
  }
  FieldWorkFigure& Add(std::string work, std::string work_name, std::string_view link) {
    FieldWorkFigure& figure = figures_.emplace_back();
    figure.work = std::move(work);
    figure.work_name = std::move(work_name);
    figure.path = PathOf(link);
    return figure;
  }

  // One measure of `work`; a percentage is of what the measure says.
  void Measure(const char* work, const std::string& work_name, const char* link,
               const char* measure, std::string name, int64_t value, const char* unit,
               std::string unit_name, const std::string& percent = "") {
    FieldWorkFigure& figure = Add(work, work_name, link);
    figure.measure = measure;
    figure.measure_name = std::move(name);
    figure.value = value;
    figure.percent = percent;
    figure.unit = unit;
    figure.unit_name = std::move(unit_name);
  }

  void Network(const pb::NetworkPeriod& network) {
    const std::string people = UnitName(Unit::kPeople, language_);
    const std::string collectors = Say("nhân viên thu", "collectors");
    const auto add = [&](const char* measure, std::string name, int64_t value, const char* unit,
                         const std::string& unit_name, const std::string& percent = "") {
      Measure("NETWORK",
              Say("Người tự đóng (mạng lưới thu và cơ quan BHXH)",
                  "Those who pay alone (collectors and the agency's desk)"),
              "NETWORK", measure, std::move(name), value, unit, unit_name, percent);
    };
    const auto& figures = network.figures();
    add("COLLECTORS", Say("Nhân viên thu", "Collectors"), network.collector_count(), "COLLECTORS",
        collectors);
    add("BELOW_QUOTA", Say("Chưa đạt chỉ tiêu giao", "Below quota"), network.below_quota_count(),
        "COLLECTORS", collectors);
    add("DUE", Say("Đến hạn đóng tiếp", "Due for renewal"), figures.due_count(), "PEOPLE", people);
    add("RENEWED", Say("Đã đóng tiếp", "Renewed"), figures.renewed_count(), "PEOPLE", people,
        figures.renewed_percent());
    add("PENDING", Say("Chưa đóng tiếp, còn trong hạn", "Not renewed yet, not over"),
        figures.pending_count(), "PEOPLE", people);
    add("LAPSED", Say("Không đóng tiếp", "Lapsed"), figures.lapsed_count(), "PEOPLE", people);
    add("WON", Say("Vận động mới", "Newly won"), figures.won_count(), "PEOPLE", people);
    add("RETURNED", Say("Quay lại tham gia", "Returned"), figures.returned_count(), "PEOPLE",
        people);
    add("COLLECTED", Say("Số tiền đã đóng", "Collected"), figures.collected_vnd(), "VND",
        UnitName(Unit::kAmount, language_));
  }

  void Retention(const participant::v1::PaidPeriodDecrease& kind) {
    if (kind.due() == 0) return;
    const bool voluntary = kind.kind() == "VOLUNTARY";
    const std::string name = voluntary ? Say("Duy trì BHXH tự nguyện", "Keeping voluntary members")
                                       : Say("Duy trì BHYT hộ gia đình", "Keeping households");
    const std::string people = UnitName(Unit::kPeople, language_);
    const char* const code = voluntary ? "RETENTION_VOLUNTARY" : "RETENTION_HOUSEHOLD";
    const auto add = [&](const char* measure, std::string measure_name, int64_t value) {
      Measure(code, name, "RETENTION", measure, std::move(measure_name), value, "PEOPLE", people);
    };
    add("DUE", Say("Hết hạn đóng", "Paid periods ended"), kind.due());
    add("RENEWED_ON_TIME", Say("Đóng tiếp đúng hạn", "Went on in time"), kind.renewed_on_time());
    add("PENDING", Say("Chưa đóng tiếp, còn trong hạn", "Not renewed yet, not over"),
        kind.pending());
    add("LAPSED", Say("Gián đoạn", "Lapsed"), kind.lapsed());
    add("COVERED_AGAIN", Say("Trong đó đã tham gia lại", "Of these covered again"),
        kind.covered_again());
    add("CONTACTED", Say("Đã liên hệ", "Contacted"), kind.contacted());
    add("RENEWED_OF_CONTACTED", Say("Đóng tiếp sau khi liên hệ", "Went on after contact"),
        kind.renewed_of_contacted());
  }

  void Dialogues(const pb::DialoguePeriod& dialogues) {
    const auto add = [&](const char* measure, std::string name, int64_t value,
                         const std::string& percent, const char* unit, std::string unit_name) {
      Measure("DIALOGUES", Say("Hội nghị với đơn vị chậm đóng", "Sessions with late employers"),
              "DIALOGUES", measure, std::move(name), value, unit, std::move(unit_name), percent);
    };
    const std::string employers = UnitName(Unit::kEmployers, language_);
    const std::string dong = UnitName(Unit::kAmount, language_);
    const auto& invited = dialogues.invited();
    add("SESSIONS", Say("Số hội nghị", "Sessions"), dialogues.dialogue_count(), "", "SESSIONS",
        Say("hội nghị", "sessions"));
    add("INVITED", Say("Đơn vị được mời", "Employers invited"), invited.employer_count(), "",
        "EMPLOYERS", employers);
    add("OWED", Say("Số tiền chậm đóng khi mời", "Owed when invited"), invited.owed_vnd(), "",
        "VND", dong);
    add("ATTENDED", Say("Đơn vị dự", "Employers that came"), invited.attended_count(),
        invited.attended_percent(), "EMPLOYERS", employers);
    add("PAYERS", Say("Đơn vị đã đóng", "Employers that paid"), invited.payer_count(),
        invited.payer_percent(), "EMPLOYERS", employers);
    add("COLLECTED", Say("Số tiền đã đóng", "Collected"), invited.collected_vnd(), "", "VND", dong);
    add("RECOVERED", Say("Trong đó thu hồi nợ", "Of it debts recovered"), invited.recovered_vnd(),
        invited.recovery_percent(), "VND", dong);
    if (dialogues.walk_ins().employer_count() > 0) {
      add("WALK_INS", Say("Đơn vị dự không cần mời", "Employers that came uninvited"),
          dialogues.walk_ins().employer_count(), "", "EMPLOYERS", employers);
    }
  }

  void Completeness(const pb::CompletenessRow& row) {
    FieldWorkFigure& figure =
        Add(row.kind(), Say(row.display_name_vi(), row.display_name_en()), "COMPLETENESS");
    const std::string level = ProgrammeLevelName(row.level(), language_);
    figure.measure = "DONE_AREAS";
    figure.of = row.level();
    figure.measure_name = Say("Đã có, cấp ", "Done, level ") + level;
    figure.value = row.done_count();
    figure.whole = row.total_count();
    figure.percent = row.done_percent();
    figure.unit = "AREAS";
    figure.unit_name = level;
  }

  void Programme(const pb::ProgrammeTotal& total) {
    for (const pb::ProgrammeSum& sum : total.sums()) {
      FieldWorkFigure& figure =
          Add(total.kind(), Say(total.display_name_vi(), total.display_name_en()), "PROGRAMMES");
      const pb::CountedFigure& counted = sum.counted();
      figure.measure = counted.figure();
      figure.measure_name = Say(counted.display_name_vi(), counted.display_name_en());
      figure.value = sum.done();
      if (sum.planned() > 0) figure.whole = sum.planned();
      figure.percent = sum.percent();
      figure.unit = counted.figure();
      figure.unit_name = Say(counted.unit_vi(), counted.unit_en());
    }
  }

  const pb::FieldWork& work_;
  const Language language_;
  std::vector<FieldWorkFigure> figures_;
};

}  // namespace

std::vector<FieldWorkFigure> FieldWorkFigures(const pb::FieldWork& work, Language language) {
  return FigureList(work, language).Make();
}

std::string DialogueSentence(const pb::DialoguePeriod& dialogues, Language language) {
  if (dialogues.dialogue_count() == 0) return "";
  const auto& invited = dialogues.invited();
  const auto number = [&](int64_t value) { return NumberText(value, language); };
  const auto amount = [&](int64_t value) { return LargeAmountText(value, language); };
  return absl::Substitute(
      Say(language,
          "Tổ chức $0 hội nghị làm việc với $1 đơn vị chậm đóng, số tiền chậm đóng $2; $3 đơn vị "
          "dự; $4 đơn vị đã đóng $5",
          "$0 sessions with $1 late employers that owed $2; $3 came; $4 paid $5"),
      number(dialogues.dialogue_count()), number(invited.employer_count()),
      amount(invited.owed_vnd()), number(invited.attended_count()), number(invited.payer_count()),
      amount(invited.collected_vnd()));
}

}  // namespace baophu::cli
