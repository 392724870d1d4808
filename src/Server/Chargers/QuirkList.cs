using ChargePoints;
using Server.Api;

namespace Server.Chargers;

/// <summary>A charger's quirks as its row has them: their names, separated by commas.</summary>
internal static class QuirkList
{
    public static string Write(IReadOnlyList<Quirk> quirks) => string.Join(',', quirks.Select(EnumNames<Quirk>.Name));

    public static IEnumerable<string> Names(string row) => row.Split(',', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>A name that this version does not know is of nothing that it could imitate.</summary>
    public static IReadOnlyList<Quirk> Read(string row)
    {
        // Most have none, and all of those share it.
        if (row.Length == 0)
        {
            return [];
        }

        var quirks = new List<Quirk>();
        foreach (var name in Names(row))
        {
            if (EnumNames<Quirk>.TryParse(name, out var quirk))
            {
                quirks.Add(quirk);
            }
        }

        return [.. quirks];
    }
}
