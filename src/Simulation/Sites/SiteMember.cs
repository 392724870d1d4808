using ChargePoints;

namespace Simulation.Sites;

/// <summary>A charger of a site: what was decided for it and what it has been told.</summary>
internal sealed class SiteMember(SimulatedCharger charger)
{
    // In tenths of an ampere. More than the last two decisions both allow is not told: whatever a charger still keeps to is then within
    // the limit together with what the others have been told meanwhile.
    private readonly int[] _target = Filled(charger, int.MaxValue);
    private readonly int[] _granted = Filled(charger, int.MaxValue);
    private readonly long[] _order = new long[charger.Definition.ChargePoint.Evses.Count];
    private double[]? _told;
    private PhaseValues _toldSag;

    public SimulatedCharger Charger { get; } = charger;

    public int Evses => _target.Length;

    /// <summary>EVSEs whose cars have been told to wait.</summary>
    public int Paused
    {
        get
        {
            var paused = 0;
            for (var i = 0; i < _granted.Length; i++)
            {
                paused += _order[i] > 0 && _granted[i] < LoadManager.Least ? 1 : 0;
            }
            return paused;
        }
    }

    /// <summary>The place of an EVSE among those with a car, in the order in which they came; 0 for those without.</summary>
    public long OrderOf(int evse, bool session, ref long last)
    {
        _order[evse] =
            !session ? 0
            : _order[evse] > 0 ? _order[evse]
            : ++last;
        return _order[evse];
    }

    /// <summary>What an EVSE is to get; true when that is not what it has been told, or was to get before.</summary>
    public bool Target(int evse, int deciAmps)
    {
        var moves = _target[evse] != deciAmps;
        _granted[evse] = Math.Min(_target[evse], deciAmps);
        _target[evse] = deciAmps;
        return moves;
    }

    /// <summary>Nothing for any of its EVSEs.</summary>
    public double[] None()
    {
        Array.Clear(_target);
        Array.Clear(_granted);
        return Limits();
    }

    /// <summary>What its EVSEs may take, in A.</summary>
    public double[] Limits() => Array.ConvertAll(_granted, deciAmps => deciAmps / 10.0);

    /// <summary>Tells the charger, if that is news to it.</summary>
    public void Supply(double[]? limitsA, in PhaseValues sag)
    {
        if (limitsA is null)
        {
            Array.Fill(_target, int.MaxValue);
            Array.Fill(_granted, int.MaxValue);
        }
        if (
            _toldSag == sag
            && (limitsA is null ? _told is null : _told is not null && limitsA.AsSpan().SequenceEqual(_told))
        )
        {
            return;
        }
        _told = limitsA;
        _toldSag = sag;
        var supply = new SiteSupply(limitsA, sag);
        Charger.Shard.Post(Charger.Runtime, now => Charger.Runtime.Supply(supply, now));
    }

    private static int[] Filled(SimulatedCharger charger, int value)
    {
        var filled = new int[charger.Definition.ChargePoint.Evses.Count];
        Array.Fill(filled, value);
        return filled;
    }
}
