#ifndef BAOPHU_SERVICES_CLI_IMPORT_STREAM_IMPORT_STREAM_H_
#define BAOPHU_SERVICES_CLI_IMPORT_STREAM_IMPORT_STREAM_H_

#include <baophu/type/v1/import.pb.h>
#include <google/protobuf/message.h>
#include <grpcpp/grpcpp.h>

#include <memory>

#include "services/cli/import/rows/import_kind.h"

namespace baophu::cli {

// One ImportRows call of whichever service. One thread may write while another
// reads; Cancel may be called from any.
class ImportStream {
 public:
  virtual ~ImportStream() = default;

  // False once the stream is broken; Finish then says why.
  virtual bool Write(const google::protobuf::Message& request) = 0;
  virtual void WritesDone() = 0;
  virtual bool Read(type::v1::ImportAck& ack) = 0;
  virtual void Cancel() = 0;
  // Waits for the end of the stream; call it once, after reading has ended.
  virtual grpc::Status Finish() = 0;
};

// Opens streams to one service and makes the messages that they carry, so that
// the rest of an import does not depend on which service it is.
class ImportEndpoint {
 public:
  virtual ~ImportEndpoint() = default;

  virtual std::unique_ptr<ImportStream> Open() = 0;
  // The service's own ImportRowsRequest, empty. It has the fields `start` and
  // `chunk`, and the chunk has chunk_number, first_row_number and one field for
  // each kind.
  virtual std::unique_ptr<google::protobuf::Message> NewRequest() const = 0;
};

std::unique_ptr<ImportEndpoint> ConnectImport(Service service,
                                              const std::shared_ptr<grpc::Channel>& channel);

}  // namespace baophu::cli

#endif  // BAOPHU_SERVICES_CLI_IMPORT_STREAM_IMPORT_STREAM_H_
