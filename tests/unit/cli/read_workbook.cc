#include "tests/unit/cli/read_workbook.h"

#include <gtest/gtest.h>
#include <minizip/unzip.h>

#include <boost/property_tree/ptree.hpp>
#include <boost/property_tree/xml_parser.hpp>
#include <sstream>
#include <vector>

#include "absl/strings/str_cat.h"

namespace baophu::cli {
namespace {

using boost::property_tree::ptree;

// One file of an archive; empty when it is not there.
std::string Unzip(const std::string& path, const std::string& name) {
  const unzFile archive = unzOpen(path.c_str());
  if (archive == nullptr) return "";
  std::string content;
  if (unzLocateFile(archive, name.c_str(), 1) == UNZ_OK && unzOpenCurrentFile(archive) == UNZ_OK) {
    char buffer[4096];
    for (int got = 0; (got = unzReadCurrentFile(archive, buffer, sizeof buffer)) > 0;) {
      content.append(buffer, static_cast<size_t>(got));
    }
    // Also checks the content's sum.
    if (unzCloseCurrentFile(archive) != UNZ_OK) content.clear();
  }
  unzClose(archive);
  return content;
}

ptree Xml(const std::string& text) {
  std::istringstream in(text);
  ptree tree;
  boost::property_tree::read_xml(in, tree);
  return tree;
}

WorkbookSheet ReadSheet(const std::string& xml, const std::vector<std::string>& strings,
                        const std::vector<std::string>& number_formats) {
  WorkbookSheet sheet;
  sheet.xml = xml;
  const ptree tree = Xml(xml);
  for (const auto& [row_tag, row] : tree.get_child("worksheet.sheetData")) {
    if (row_tag != "row") continue;
    for (const auto& [cell_tag, cell] : row) {
      if (cell_tag != "c") continue;
      WorkbookCell& read = sheet.cells[cell.get<std::string>("<xmlattr>.r")];
      read.text = cell.get<std::string>("v", "");
      read.formula = cell.get<std::string>("f", "");
      read.number_format = number_formats.at(cell.get<size_t>("<xmlattr>.s", 0));
      read.is_number = cell.get<std::string>("<xmlattr>.t", "").empty();
      if (!read.is_number) read.text = strings.at(std::stoul(read.text));
    }
  }
  return sheet;
}

}  // namespace

std::map<std::string, WorkbookSheet> ReadWorkbook(const std::string& path) {
  std::map<std::string, WorkbookSheet> sheets;
  std::vector<std::string> strings;
  const ptree texts = Xml(Unzip(path, "xl/sharedStrings.xml"));
  for (const auto& [tag, item] : texts.get_child("sst")) {
    if (tag == "si") strings.push_back(item.get<std::string>("t"));
  }
  std::map<int, std::string> codes;
  const ptree styles = Xml(Unzip(path, "xl/styles.xml"));
  for (const auto& [tag, format] : styles.get_child("styleSheet.numFmts")) {
    if (tag == "numFmt") {
      codes[format.get<int>("<xmlattr>.numFmtId")] =
          format.get<std::string>("<xmlattr>.formatCode");
    }
  }
  std::vector<std::string> number_formats;
  for (const auto& [tag, style] : styles.get_child("styleSheet.cellXfs")) {
    if (tag == "xf") number_formats.push_back(codes[style.get<int>("<xmlattr>.numFmtId")]);
  }
  const ptree book = Xml(Unzip(path, "xl/workbook.xml"));
  int number = 0;
  for (const auto& [tag, sheet] : book.get_child("workbook.sheets")) {
    const std::string xml = Unzip(path, absl::StrCat("xl/worksheets/sheet", ++number, ".xml"));
    EXPECT_FALSE(xml.empty()) << tag << " " << number;
    sheets[sheet.get<std::string>("<xmlattr>.name")] = ReadSheet(xml, strings, number_formats);
  }
  return sheets;
}

}  // namespace baophu::cli
