#include "tests/unit/target/figure_check/stated_file.h"

#include <google/protobuf/util/json_util.h>

#include <cstdlib>
#include <iostream>

#include "absl/strings/str_cat.h"
#include "common/csv/csv_table.h"
#include "common/status/try.h"
#include "services/target/figure_check/figure_message_service.h"
#include "services/target/figure_check/reading/figure_reader.h"

namespace baophu::target {
namespace {

constexpr char kConfig[] = "deploy/config";

template <typename Message>
Message FromJson(const std::string& json) {
  Message message;
  const auto status = google::protobuf::util::JsonStringToMessage(json, &message);
  if (!status.ok()) {
    std::cerr << "a test's JSON is wrong: " << status.ToString() << "\n";
    std::abort();
  }
  return message;
}

const CheckRules& Rules() {
  static const auto* const kCatalogue = new IndicatorCatalogue(*IndicatorCatalogue::Load(kConfig));
  static const auto* const kRules = new CheckRules(*CheckRules::Load(kConfig, *kCatalogue));
  return *kRules;
}

std::vector<std::string> Texts(const google::protobuf::Value& list) {
  std::vector<std::string> texts;
  for (const auto& each : list.list_value().values()) texts.push_back(each.string_value());
  return texts;
}

}  // namespace

StatedFile ReadStatedFile(const std::string& name) {
  const std::string path = absl::StrCat("tests/fixtures/stated_figures/", name);
  const auto root = FromJson<google::protobuf::Struct>(*ReadTextFile(path));
  google::protobuf::Struct body;
  (*body.mutable_fields())["figures"] = root.fields().at("figures");
  std::string json;
  (void)google::protobuf::util::MessageToJsonString(body, &json);
  StatedFile file;
  file.request = FromJson<v1::CheckFiguresRequest>(json);

  std::map<std::string, std::vector<std::string>> derived;
  if (const auto found = root.fields().find("derived"); found != root.fields().end()) {
    for (const auto& each : found->second.list_value().values()) {
      const auto& fields = each.struct_value().fields();
      derived[fields.at("id").string_value()] = Texts(fields.at("from"));
    }
  }
  for (const auto& each : root.fields().at("checks").list_value().values()) {
    const auto& fields = each.struct_value().fields();
    Check check;
    check.id = fields.at("id").string_value();
    check.verdict = fields.at("verdict").string_value();
    for (const std::string& figure : Texts(fields.at("figures"))) {
      const auto from = derived.find(figure);
      if (from == derived.end()) {
        check.figures.insert(figure);
      } else {
        check.figures.insert(from->second.begin(), from->second.end());
      }
    }
    file.checks.push_back(std::move(check));
  }
  return file;
}

absl::StatusOr<v1::CheckFiguresResponse> CheckRequest(const v1::CheckFiguresRequest& request) {
  BAOPHU_ASSIGN(const std::vector<Figure> figures,
                ReadFigures(ReadStated(request), Rules().vocabulary(), Rules().careless_units()));
  v1::CheckFiguresResponse response;
  FillCheck(CheckFigures(figures, Rules()), figures, Rules(), {}, response);
  return response;
}

v1::CheckFiguresRequest RequestOf(const std::string& figures_json) {
  return FromJson<v1::CheckFiguresRequest>(absl::StrCat("{\"figures\":[", figures_json, "]}"));
}

std::set<std::set<std::string>> FiguresOf(const v1::CheckFiguresResponse& response,
                                          const std::string& verdict) {
  return FiguresOf(response, verdict, "");
}

std::set<std::set<std::string>> FiguresOf(const v1::CheckFiguresResponse& response,
                                          const std::string& verdict, const std::string& relation) {
  std::set<std::set<std::string>> sets;
  for (const v1::Finding& finding : response.findings()) {
    if (finding.verdict() != verdict) continue;
    if (!relation.empty() && finding.relation() != relation) continue;
    sets.emplace(finding.figures().begin(), finding.figures().end());
  }
  return sets;
}

}  // namespace baophu::target
