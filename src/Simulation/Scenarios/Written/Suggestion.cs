namespace Simulation.Scenarios.Written;

/// <summary>Which known name a misspelt one may have meant.</summary>
internal static class Suggestion
{
    /// <summary>"; did you mean …?", or nothing when no name is near.</summary>
    public static string For(string given, IEnumerable<string> known)
    {
        var (name, distance) = known
            .Select(name => (name, Distance(given, name)))
            .OrderBy(pair => pair.Item2)
            .FirstOrDefault(("", int.MaxValue));
        return distance <= Math.Max(1, given.Length / 3) ? $"; did you mean {name}?" : "";
    }

    // Damerau-Levenshtein without transpositions over other edits; upper and lower case are the same.
    private static int Distance(string a, string b)
    {
        const int Longest = 64;
        if (a.Length > Longest || b.Length > Longest)
        {
            return int.MaxValue;
        }
        var cost = new int[a.Length + 1, b.Length + 1];
        for (var i = 0; i <= a.Length; i++)
        {
            for (var j = 0; j <= b.Length; j++)
            {
                if (i == 0 || j == 0)
                {
                    cost[i, j] = i + j;
                    continue;
                }
                var same = char.ToLowerInvariant(a[i - 1]) == char.ToLowerInvariant(b[j - 1]);
                cost[i, j] = Math.Min(
                    Math.Min(cost[i - 1, j], cost[i, j - 1]) + 1,
                    cost[i - 1, j - 1] + (same ? 0 : 1)
                );
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                {
                    cost[i, j] = Math.Min(cost[i, j], cost[i - 2, j - 2] + 1);
                }
            }
        }
        return cost[a.Length, b.Length];
    }
}
