using System.Diagnostics.CodeAnalysis;
using Ocpp.V16;

namespace ChargePoints;

/// <summary>
/// The configuration of one charge point at one moment: the shared defaults of its shape and what differs from them. Immutable: a
/// change makes a new one or nothing, so a value is never half applied, and other threads may read it.
/// </summary>
public sealed partial class ConfigurationView
{
    private readonly ConfigurationDefaults _defaults;
    private readonly Override[] _overrides;

    private ConfigurationView(ConfigurationDefaults defaults, Override[] overrides)
    {
        _defaults = defaults;
        _overrides = overrides;
    }

    /// <summary>What the defaults depend on.</summary>
    public ConfigurationShape Shape => _defaults.Shape;

    /// <summary>The keys that differ from the defaults: what must be saved. Without the secret AuthorizationKey.</summary>
    public IEnumerable<KeyValuePair<string, string>> Overrides =>
        _overrides
            .Where(entry => entry.Key.Access != ConfigurationAccess.WriteOnly)
            .Select(entry => KeyValuePair.Create(entry.Key.Name, entry.Value.Text!));

    /// <summary>The configuration of a new charge point.</summary>
    /// <param name="shape">Its shape.</param>
    public static ConfigurationView Default(ConfigurationShape shape) => new(shape.Defaults, []);

    /// <summary>
    /// Applies values of the charge point's owner, or saved ones: read-only keys too, but not those that follow from the hardware.
    /// </summary>
    /// <param name="values">Keys and values, in any order.</param>
    /// <param name="problems">Per key what is wrong, in words that say what to mend; such a value is left out.</param>
    public ConfigurationView Apply(
        IEnumerable<KeyValuePair<string, string>> values,
        out IReadOnlyList<KeyValuePair<string, string>> problems
    )
    {
        ConfigurationView view = this;
        var wrong = new List<KeyValuePair<string, string>>();
        // The MaxLength keys come first: the lists are held against them.
        foreach ((string name, string text) in values.OrderBy(pair => ConfigurationKeys.Find(pair.Key)?.Type))
        {
            ConfigurationKey? key = ConfigurationKeys.Find(name);
            string? problem =
                key is null ? "is no configuration key of OCPP 1.6"
                // Its shape has been made by this list.
                : key == ConfigurationKeys.SupportedFeatureProfiles ? ConfigurationShape.WhyNotProfiles(text)
                : key.Derived ? "follows from the charge point's hardware and cannot be set"
                : view.TrySet(key, text, out view);
            if (problem is not null)
            {
                wrong.Add(KeyValuePair.Create(name, problem));
            }
        }
        problems = wrong;
        return view;
    }

    /// <summary>ChangeConfiguration (OCPP 1.6 §5.3): what a CSMS, or a technician, may do.</summary>
    /// <param name="name">The key, compared without case.</param>
    /// <param name="text">Its new value.</param>
    /// <param name="next">The configuration afterwards; this one unless Accepted.</param>
    /// <param name="means">What there is for a higher security profile.</param>
    /// <returns>The status to answer and, unless Accepted, the reason.</returns>
    public ConfigurationChange Change(
        string name,
        string text,
        out ConfigurationView next,
        SecurityMeans means = default
    )
    {
        next = this;
        if (ConfigurationKeys.Find(name) is not { } key)
        {
            return new(ConfigurationStatus.NotSupported, null, $"{name} is no configuration key of this charge point");
        }
        if (Shape.AccessTo(key) == ConfigurationAccess.ReadOnly)
        {
            return new(ConfigurationStatus.Rejected, key, $"{key.Name} is read-only", IsReadOnly: true);
        }
        string? problem = TrySet(key, text, out ConfigurationView changed);
        if (problem is null && key == ConfigurationKeys.SecurityProfile)
        {
            problem = WhyNotUpgrade(changed.SecurityProfile, means);
        }
        if (problem is not null)
        {
            return new(ConfigurationStatus.Rejected, key, $"{key.Name} {problem}");
        }
        next = changed;
        return new(ConfigurationStatus.Accepted, key, null);
    }

    /// <summary>The interval of an accepted BootNotification, mirrored in HeartbeatInterval (OCPP 1.6 §4.2).</summary>
    /// <param name="seconds">0 or more; less counts as 0.</param>
    public ConfigurationView WithHeartbeatInterval(int seconds)
    {
        TrySet(ConfigurationKeys.HeartbeatInterval, Math.Max(seconds, 0).ToString(), out ConfigurationView next);
        return next;
    }

    /// <summary>Another security profile, without asking whether it can be: what was in force before, or what its owner wants.</summary>
    /// <param name="profile">0 to 3.</param>
    public ConfigurationView WithSecurityProfile(int profile)
    {
        TrySet(ConfigurationKeys.SecurityProfile, profile.ToString(), out ConfigurationView next);
        return next;
    }

    /// <summary>Another password; null, or one that is none, for no password.</summary>
    public ConfigurationView WithAuthorizationKey(string? key)
    {
        if (key is not null && TrySet(ConfigurationKeys.AuthorizationKey, key, out ConfigurationView next) is null)
        {
            return next;
        }
        return AuthorizationKey is null
            ? this
            : new(_defaults, [.. _overrides.Where(entry => entry.Key != ConfigurationKeys.AuthorizationKey)]);
    }

    /// <summary>GetConfiguration (OCPP 1.6 §5.8). The limit GetConfigurationMaxKeys is the caller's to check.</summary>
    /// <param name="names">The keys asked for; null or empty for all that can be read.</param>
    public GetConfigurationResponse Get(IReadOnlyList<string>? names)
    {
        if (names is null or { Count: 0 })
        {
            return new() { ConfigurationKey = All() };
        }
        var known = new List<KeyValue>(names.Count);
        List<string>? unknown = null;
        foreach (string name in names)
        {
            if (ConfigurationKeys.Find(name) is { } key)
            {
                known.Add(Read(key));
            }
            else
            {
                (unknown ??= []).Add(name);
            }
        }
        return new() { ConfigurationKey = known.Count > 0 ? known : null, UnknownKey = unknown };
    }

    /// <summary>All keys that can be read. Secrets are not among them.</summary>
    public IReadOnlyList<KeyValue> All() =>
        [.. ConfigurationKeys.All.Where(key => key.Access != ConfigurationAccess.WriteOnly).Select(Read)];

    /// <summary>The value of a key as text; null when it is unset.</summary>
    public string? Text(ConfigurationKey key) => Value(key).Text;

    private KeyValue Read(ConfigurationKey key) =>
        new()
        {
            Key = key.Name,
            Readonly = Shape.AccessTo(key) == ConfigurationAccess.ReadOnly,
            // A write-only key is known, but shows nothing.
            Value = key.Access == ConfigurationAccess.WriteOnly ? null : Text(key),
        };

    private string? TrySet(ConfigurationKey key, string text, out ConfigurationView next)
    {
        next = this;
        string? problem = ConfigurationValue.Read(key, text, Shape, MaxItems(key), out ConfigurationValue value);
        if (problem is null)
        {
            next = With(key, value);
        }
        return problem;
    }

    private ConfigurationView With(ConfigurationKey key, ConfigurationValue value)
    {
        if (Text(key) == value.Text)
        {
            return this;
        }
        IEnumerable<Override> others = _overrides.Where(entry => entry.Key != key);
        return new(_defaults, _defaults[key].Text == value.Text ? [.. others] : [.. others, new Override(key, value)]);
    }

    private int MaxItems(ConfigurationKey key) =>
        key.Type == ConfigurationType.Measurands && ConfigurationKeys.Find(key.Name + "MaxLength") is { } companion
            ? Number(companion)
            : int.MaxValue;

    // Security whitepaper, use case A05.
    private string? WhyNotUpgrade(int profile, SecurityMeans means) =>
        profile <= SecurityProfile ? $"is {SecurityProfile} and can only be raised"
        : AuthorizationKey is null && profile < 3 ? $"cannot be {profile} without an AuthorizationKey"
        : profile > 1 && !means.RootInstalled ? $"cannot be {profile} without an installed CentralSystemRootCertificate"
        : profile > 2 && !means.CertificateInstalled
            ? $"cannot be {profile} without a certificate of the charge point's own"
        : null;

    private ConfigurationValue Value(ConfigurationKey key)
    {
        foreach (Override entry in _overrides)
        {
            if (ReferenceEquals(entry.Key, key))
            {
                return entry.Value;
            }
        }
        return _defaults[key];
    }

    private int Number(ConfigurationKey key) => Value(key).Number;

    private bool Flag(ConfigurationKey key) => Value(key).Number != 0;

    private readonly record struct Override(ConfigurationKey Key, ConfigurationValue Value);
}

/// <summary>What a charge point has for a higher security profile (security whitepaper, use case A05).</summary>
/// <param name="RootInstalled">A CentralSystemRootCertificate is installed.</param>
/// <param name="CertificateInstalled">It has a certificate of its own that is valid now.</param>
public readonly record struct SecurityMeans(bool RootInstalled, bool CertificateInstalled);

/// <summary>What ChangeConfiguration comes to.</summary>
/// <param name="Status">The status to answer.</param>
/// <param name="Key">The key; null when it is not known.</param>
/// <param name="Problem">Why not, in words that say what to mend; null when Accepted.</param>
/// <param name="IsReadOnly">True when the key cannot be written at all.</param>
public readonly record struct ConfigurationChange(
    ConfigurationStatus Status,
    ConfigurationKey? Key,
    string? Problem,
    bool IsReadOnly = false
);
