using Server.Import;

namespace Server.Live;

/// <summary>How far an import is that is under way.</summary>
internal sealed class ImportTopic : LiveTopic
{
    private readonly ImportProgress _progress;
    private long _told;

    public ImportTopic(ImportProgress progress)
    {
        _progress = progress;
        var last = progress.Last;
        // One that is over is no news, one that is under way is.
        _told = last.Phase is ImportPhase.Done or ImportPhase.Failed ? last.Version : 0;
    }

    public override string Method => "import";

    public override ValueTask<object?> TakeAsync(long tick)
    {
        var (version, phase, done, total) = _progress.Last;
        if (version == _told)
        {
            return new((object?)null);
        }

        _told = version;
        return new(
            new ImportUpdate
            {
                Seq = NextSeq(),
                Phase = phase,
                Done = done,
                Total = total,
            }
        );
    }
}
