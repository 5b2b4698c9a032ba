// SPDX-License-Identifier: Apache-2.0
package io.ringtail.perf.jmx;

import io.ringtail.perf.Sources;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.management.Attribute;
import javax.management.AttributeList;
import javax.management.AttributeNotFoundException;
import javax.management.DynamicMBean;
import javax.management.JMException;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanInfo;
import javax.management.ObjectName;

/**
 * {@code io.ringtail:type=Node}: every counter and gauge as an attribute, and whether the node is
 * ready and why not.
 *
 * <p>Owner: any thread. Allocates: per question.
 */
public final class NodeBean implements DynamicMBean, AutoCloseable {
  private static final String READY = "Ready";
  private static final String REASONS = "ReasonsNotToBeReady";
  private static final String WORST = "WorstFinding";

  private final Sources sources;
  private ObjectName name;

  public NodeBean(final Sources sources) {
    this.sources = sources;
  }

  /** Makes it visible; several nodes in one process have a number each. */
  public void register() {
    try {
      name = new ObjectName("io.ringtail:type=Node,id=" + System.identityHashCode(this));
      ManagementFactory.getPlatformMBeanServer().registerMBean(this, name);
    } catch (final JMException refused) {
      throw new IllegalStateException("the JVM does not take the node's bean", refused);
    }
  }

  @Override
  public void close() {
    try {
      if (name != null) {
        ManagementFactory.getPlatformMBeanServer().unregisterMBean(name);
      }
    } catch (final JMException already) {
      // somebody else took it out: it is gone, which was wanted
      return;
    }
  }

  @Override
  public Object getAttribute(final String attribute) throws AttributeNotFoundException {
    return switch (attribute) {
      case READY -> sources.health().isReady();
      case REASONS -> sources.health().reasons().toArray(String[]::new);
      case WORST -> sources.health().worst().name();
      default -> {
        final Long value = sources.counters().snapshot().get(attribute);
        if (value == null) {
          throw new AttributeNotFoundException(attribute);
        }
        yield value;
      }
    };
  }

  @Override
  public AttributeList getAttributes(final String[] attributes) {
    final Map<String, Long> values = sources.counters().snapshot();
    final AttributeList list = new AttributeList();
    for (final String attribute : attributes) {
      if (values.containsKey(attribute)) {
        list.add(new Attribute(attribute, values.get(attribute)));
      } else if (List.of(READY, REASONS, WORST).contains(attribute)) {
        list.add(new Attribute(attribute, fact(attribute)));
      }
    }
    return list;
  }

  private Object fact(final String attribute) {
    try {
      return getAttribute(attribute);
    } catch (final AttributeNotFoundException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  @Override
  public void setAttribute(final Attribute attribute) throws AttributeNotFoundException {
    throw new AttributeNotFoundException("nothing can be set here");
  }

  @Override
  public AttributeList setAttributes(final AttributeList attributes) {
    return new AttributeList();
  }

  @Override
  public Object invoke(final String action, final Object[] parameters, final String[] signature) {
    throw new UnsupportedOperationException("there is nothing to invoke");
  }

  @Override
  public MBeanInfo getMBeanInfo() {
    final List<MBeanAttributeInfo> attributes = new ArrayList<>();
    attributes.add(info(READY, "boolean", "Whether new clients should be sent here."));
    attributes.add(info(REASONS, String[].class.getName(), "Why not."));
    attributes.add(info(WORST, String.class.getName(), "The worst that a check found."));
    sources
        .counters()
        .forEach(
            (counter, gauge, value) ->
                attributes.add(
                    info(counter, "long", gauge ? "A number as it is now." : "A counter.")));
    return new MBeanInfo(
        NodeBean.class.getName(),
        "A Ringtail node",
        attributes.toArray(MBeanAttributeInfo[]::new),
        null,
        null,
        null);
  }

  private static MBeanAttributeInfo info(
      final String attribute, final String type, final String description) {
    return new MBeanAttributeInfo(attribute, type, description, true, false, false);
  }
}
