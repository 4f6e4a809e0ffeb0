import Business
import Domain
import Hummingbird

/// A request of somebody signed in: principal and scope are there, never nil.
struct TenantContext: ChildRequestContext {
    var coreContext: CoreRequestContextStorage
    let principal: Principal
    var maxUploadSize: Int { AppContext.bodyLimit }
    var scope: TenantScope { principal.scope }

    init(context: AppContext) throws {
        guard let principal = context.principal else {
            throw Problem.unauthorized("Entre na sua conta para continuar.")
        }
        coreContext = context.coreContext
        self.principal = principal
    }
}
