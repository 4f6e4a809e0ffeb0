import Foundation

/// posix_spawn(3) with a clean slate: no signal blocked or ignored, no open files but the standard three.
struct Spawning {
    let folder: String
    let pipes: (input: Int32, output: Int32, errors: Int32)

    func start(_ program: String, _ arguments: [String], _ environment: [String: String]) throws -> pid_t {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_adddup2(&actions, pipes.input, 0)
        posix_spawn_file_actions_adddup2(&actions, pipes.output, 1)
        posix_spawn_file_actions_adddup2(&actions, pipes.errors, 2)
        // An inherited listening socket would go on accepting after this process has closed it.
        for file in Int32(3)..<1024 { posix_spawn_file_actions_addclose(&actions, file) }

        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        var signals = sigset_t()
        sigemptyset(&signals)
        posix_spawnattr_setsigmask(&attributes, &signals)
        sigfillset(&signals)
        posix_spawnattr_setsigdefault(&attributes, &signals)
        posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF))

        // POSIX has no way to start in another folder; env(1) changes to it and becomes the program.
        let words = CStrings(["env", "--chdir=\(folder)", program] + arguments)
        let settings = CStrings(environment.map { "\($0)=\($1)" })
        var pid: pid_t = 0
        let result = posix_spawn(&pid, "/usr/bin/env", &actions, &attributes, words.pointers, settings.pointers)
        guard result == 0 else { throw ChildError.notStarted("\(program): \(String(cString: strerror(result)))") }
        return pid
    }
}

/// A null-terminated list of C strings.
private final class CStrings {
    let pointers: [UnsafeMutablePointer<CChar>?]

    init(_ texts: [String]) { pointers = texts.map { strdup($0) } + [nil] }

    deinit { pointers.forEach { free($0) } }
}
