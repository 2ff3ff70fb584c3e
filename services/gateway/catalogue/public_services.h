#ifndef BAOPHU_SERVICES_GATEWAY_CATALOGUE_PUBLIC_SERVICES_H_
#define BAOPHU_SERVICES_GATEWAY_CATALOGUE_PUBLIC_SERVICES_H_

#include <vector>

namespace google::protobuf {
class ServiceDescriptor;
}

namespace baophu::gateway {

// Every service that the suite offers to callers, as compiled into this
// program. Adding a proto with a service means adding it in the .cc file; a
// unit test compares that list with the files under proto/. Thread-safe; the
// descriptors live as long as the program.
std::vector<const google::protobuf::ServiceDescriptor*> PublicServices();

}  // namespace baophu::gateway

#endif  // BAOPHU_SERVICES_GATEWAY_CATALOGUE_PUBLIC_SERVICES_H_
