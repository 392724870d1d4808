using System.Collections.Immutable;
using Microsoft.EntityFrameworkCore;
using Server.Storage;
using Simulation.Scenarios;
using Simulation.Scenarios.Written;

namespace Server.Scenarios;

/// <summary>The scenarios that users have written: kept in the database, and in the catalogue of what can be run.</summary>
internal sealed class UserScenarios(Database database, ScenarioCatalogue catalogue) : IDisposable
{
    private readonly SemaphoreSlim _turn = new(1);
    private volatile ImmutableSortedDictionary<string, string> _texts = ImmutableSortedDictionary.Create<
        string,
        string
    >(StringComparer.Ordinal);

    /// <summary>The file of a scenario as it was imported; null when there is none of that name.</summary>
    public string? Text(string name) => _texts.GetValueOrDefault(name);

    /// <summary>Takes over what is in the database: at the start, and after a restore.</summary>
    public async Task LoadAsync()
    {
        using var turn = await TurnAsync();
        await using var db = await database.CreateDbContextAsync();
        var rows = await db.Scenarios.AsNoTracking().ToListAsync();
        foreach (var name in _texts.Keys)
        {
            catalogue.Remove(name);
        }

        _texts = rows.ToImmutableSortedDictionary(row => row.Name, row => row.Text, StringComparer.Ordinal);
        foreach (var row in rows)
        {
            // One that this version does not understand can be exported and mended, and not run.
            if (ScenarioFile.Read(row.Text, out _) is { } file)
            {
                catalogue.Set(file.Source);
            }
        }
    }

    /// <summary>Keeps a scenario, in the place of the one of its name; a run that is on goes on as it was.</summary>
    public async Task SaveAsync(ScenarioFile file, string text)
    {
        var row = new ScenarioRow { Name = file.Source.Description.Name, Text = text };
        using var turn = await TurnAsync();
        await using var db = await database.CreateDbContextAsync();
        if (_texts.ContainsKey(row.Name))
        {
            db.Update(row);
        }
        else
        {
            db.Add(row);
        }

        await db.SaveChangesAsync();
        _texts = _texts.SetItem(row.Name, text);
        catalogue.Set(file.Source);
    }

    /// <summary>Deletes a scenario; false when there is none of that name.</summary>
    public async Task<bool> DeleteAsync(string name)
    {
        using var turn = await TurnAsync();
        await using var db = await database.CreateDbContextAsync();
        if (await db.Scenarios.Where(row => row.Name == name).ExecuteDeleteAsync() == 0)
        {
            return false;
        }

        _texts = _texts.Remove(name);
        catalogue.Remove(name);
        return true;
    }

    public void Dispose() => _turn.Dispose();

    private async Task<IDisposable> TurnAsync()
    {
        await _turn.WaitAsync();
        return new Turn(_turn);
    }

    private sealed class Turn(SemaphoreSlim turn) : IDisposable
    {
        public void Dispose() => turn.Release();
    }
}
