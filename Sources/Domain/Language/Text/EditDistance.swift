/// How alike two short words are.
enum EditDistance {
    /// True when one letter added, dropped, changed or swapped with its neighbour makes `left` into `right`.
    static func isAtMostOne(_ left: [UInt8], _ right: [UInt8]) -> Bool {
        let difference = left.count - right.count
        guard abs(difference) <= 1 else { return false }
        let shortest = min(left.count, right.count)
        var start = 0
        while start < shortest, left[start] == right[start] { start += 1 }
        if start == left.count && start == right.count { return true }
        if difference == 1 { return left[(start + 1)...] == right[start...] }
        if difference == -1 { return left[start...] == right[(start + 1)...] }
        if left[(start + 1)...] == right[(start + 1)...] { return true }
        return start + 1 < left.count && left[start] == right[start + 1] && left[start + 1] == right[start]
            && left[(start + 2)...] == right[(start + 2)...]
    }
}
