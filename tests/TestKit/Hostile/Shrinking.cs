namespace TestKit.Hostile;

/// <summary>Finds a short part of a sequence that still fails, by leaving out ever smaller pieces of it.</summary>
public static class Shrinking
{
    /// <summary>A part of <paramref name="acts"/>, in their order, that still fails; as short as so many runs can make it.</summary>
    public static IReadOnlyList<int> Shorten(IReadOnlyList<int> acts, Func<IReadOnlyList<int>, bool> fails, int runs)
    {
        int piece = Math.Max(1, acts.Count / 2);
        while (runs > 0)
        {
            bool shorter = false;
            for (int from = 0; from < acts.Count && runs > 0; runs--)
            {
                IReadOnlyList<int> rest = [.. acts.Take(from), .. acts.Skip(from + piece)];
                if (rest.Count < acts.Count && fails(rest))
                {
                    acts = rest;
                    shorter = true;
                }
                else
                {
                    from += piece;
                }
            }
            if (!shorter && piece == 1)
            {
                break;
            }
            piece = shorter ? Math.Min(piece, Math.Max(1, acts.Count / 2)) : Math.Max(1, piece / 2);
        }
        return acts;
    }
}
