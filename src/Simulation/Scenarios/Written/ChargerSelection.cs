using System.IO.Enumeration;

namespace Simulation.Scenarios.Written;

/// <summary>Which chargers, and which of their EVSEs.</summary>
internal sealed class ChargerSelection
{
    /// <summary>Ids, or patterns with <c>*</c> and <c>?</c>; null for all.</summary>
    public IReadOnlyList<Func<Track, string>>? Ids { get; init; }

    /// <summary>Each with this chance, in percent: drawn for each charger by itself, so that one more changes nothing for the others.</summary>
    public Func<Track, double>? SharePercent { get; init; }

    /// <summary>So many, drawn at random.</summary>
    public Func<Track, int>? Count { get; init; }

    /// <summary>So many, the first by id.</summary>
    public Func<Track, int>? First { get; init; }

    /// <summary>The EVSE; null for all.</summary>
    public int? EvseId { get; init; } = 1;

    public IReadOnlyList<ScenarioCharger> Choose(Track track, string path)
    {
        IEnumerable<ScenarioCharger> chosen = track.Run.Context.Chargers;
        if (Ids is not null)
        {
            string[] patterns = [.. Ids.Select(id => id(track))];
            chosen = chosen.Where(it =>
                Array.Exists(
                    patterns,
                    pattern => FileSystemName.MatchesSimpleExpression(pattern, it.Id, ignoreCase: false)
                )
            );
        }
        if (SharePercent?.Invoke(track) is { } percent)
        {
            chosen = chosen.Where(it => Draw(it) < percent / 100);
        }
        if (Count?.Invoke(track) is { } count)
        {
            chosen = chosen.OrderBy(Draw).Take(count).OrderBy(it => it.Id, StringComparer.Ordinal);
        }
        if (First?.Invoke(track) is { } first)
        {
            chosen = chosen.Take(first);
        }
        return [.. chosen];

        double Draw(ScenarioCharger charger) => track.Run.Context.Random(charger.Id, $"select {path}").NextDouble();
    }

    public IEnumerable<int> EvsesOf(ScenarioCharger charger) =>
        EvseId is { } one ? [one] : Enumerable.Range(1, charger.Evses.Count);
}
