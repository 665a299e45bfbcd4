import CMalloc
import Commands
import Glibc

/// The program. What it can do is in `Commands`, what it is made of in `Composition`.
@main enum Mainstay {
    static func main() async {
        // A file that reaches its allowed size is an error to tell, not a reason to die.
        signal(SIGXFSZ, SIG_IGN)
        signal(SIGPIPE, SIG_IGN)
        // Large blocks come and go with every batch of an import: those of 1 MB and more lie apart and are given back, or
        // they would leave holes that nobody else can use.
        mallopt(M_MMAP_THRESHOLD, 1 << 20)
        exit(await MainstayCommand.run(Array(CommandLine.arguments.dropFirst())))
    }
}
